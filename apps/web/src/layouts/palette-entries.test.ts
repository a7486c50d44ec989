import { rightsOf } from '@asterism/api-types/rules/roles';
import { describe, expect, it } from 'vitest';
import { matching, placesFor } from './palette-entries.ts';

const textsFor = (role: string) => placesFor(rightsOf([role])).map(({ text }) => text);

describe('the places in the palette', () => {
  it('are those that the user may open', () => {
    expect(textsFor('acme:viewer')).toEqual([
      'Overview',
      'Volumes',
      'Snapshots',
      'Hosts',
      'Projects',
      'Tasks',
      'Settings',
      'Your sessions',
    ]);
    expect(textsFor('acme:admin')).toContain('Create a volume');
    expect(textsFor('acme:admin')).not.toContain('Attach a cluster');
    expect(textsFor('system:cluster-admin')).toContain('Attach a cluster');
  });

  it('are found by any of their words, in any order', () => {
    const all = placesFor(rightsOf(['system:cluster-admin']));
    expect(matching(all, 'CLUSTER att').map(({ text }) => text)).toEqual(['Attach a cluster']);
    expect(matching(all, '')).toHaveLength(all.length);
    expect(matching(all, 'nothing like it')).toEqual([]);
  });
});
