import { describe, expect, it } from 'vitest';
import { featureRules, roomRules } from './room-rules.ts';

describe('the rule about the features of the console', () => {
  const imports = (from: string, path: string) =>
    featureRules({ path, text: `import { x } from '${from}';` });

  it('refuses that one imports another, in whatever folder of it', () => {
    const path = 'apps/web/src/features/clusters/detail/cluster-page.tsx';
    expect(imports('#/features/volumes/list/volume-list.ts', path)).toHaveLength(1);
    expect(imports('#/features/clusters/cluster-name.ts', path)).toEqual([]);
  });

  it('refuses that a task imports another, but for its dialogs', () => {
    const path = 'apps/web/src/features/volumes/detail/volume-actions.tsx';
    expect(imports('#/features/volumes/edit/merge-drafts.ts', path)).toHaveLength(1);
    expect(imports('#/features/volumes/delete/delete-dialog.tsx', path)).toEqual([]);
    expect(imports('#/features/volumes/volume-draft.ts', path)).toEqual([]);
  });

  it('leaves alone the rooms around the features', () => {
    expect(
      imports('#/features/session/guard/session-guard.tsx', 'apps/web/src/layouts/a.tsx'),
    ).toEqual([]);
  });
});

describe('the rule about rooms', () => {
  const app = 'apps/bff/src';
  const http = { path: `${app}/http/gate.ts`, text: "import { a } from '../session/session.ts';" };
  const session = { path: `${app}/session/session.ts`, text: 'export const a = 1;' };

  it('accepts arrows that go one way', () => expect(roomRules([http, session])).toEqual([]));

  it.each([
    ['an import', "import { b } from '../http/gate.ts';"],
    ['an import of a type', "import type { B } from '../http/gate.ts';"],
    ['an export', "export { b } from '../http/gate.ts';"],
    ['a lazy import', "export const b = () => import('../http/gate.ts');"],
  ])('refuses a second way by %s', (_, text) => {
    expect(roomRules([http, { ...session, text }])).toHaveLength(1);
  });

  it('counts what lies in src itself as a room', () => {
    const root = { path: `${app}/app.ts`, text: "import { a } from './http/gate.ts';" };
    const back = { path: `${app}/http/gate.ts`, text: "import { b } from '../app.ts';" };
    expect(roomRules([root, back])).toHaveLength(1);
  });

  it('lets tests import what they test', () => {
    const test = { path: `${app}/session/a.test.ts`, text: "import { b } from '../http/gate.ts';" };
    expect(roomRules([http, session, test])).toEqual([]);
  });
});
