import { describe, expect, it } from 'vitest';
import { nameRules } from './name-rules.ts';

const APP = 'apps/bff/src';

describe('the rules about names', () => {
  const text = 'export interface Facts { readonly a: 1 }';

  it('refuse a type name that an app has twice', () => {
    const twice = [`${APP}/a.ts`, `${APP}/b.ts`].map((path) => ({ path, text }));
    expect(nameRules(twice).map(({ message }) => message)).toEqual([
      expect.stringContaining('a type Facts'),
    ]);
    const apart = ['apps/bff/src/a.ts', 'apps/web/src/b.ts'].map((path) => ({ path, text }));
    expect(nameRules(apart)).toEqual([]);
  });

  it.each([
    [`${APP}/cluster/a.ts`, `${APP}/clusters/b.ts`],
    [`${APP}/session.ts`, `${APP}/sessions.ts`],
  ])('refuse the neighbours %s and %s', (one, other) => {
    const twins = [one, other].map((path) => ({ path, text: '' }));
    expect(nameRules(twins)).toHaveLength(1);
  });
});
