import { describe, expect, it } from 'vitest';
import { nameRules } from './name-rules.ts';
import { roomRules } from './room-rules.ts';
import { wordRules } from './word-rules.ts';

const APP = 'apps/bff/src';
const messages = (findings: readonly { readonly message: string }[]) =>
  findings.map(({ message }) => message);
const worded = (text: string, path = `${APP}/a.ts`) => messages(wordRules({ path, text }));

describe('the rule about words', () => {
  it.each([
    ['a function', 'export const tellOthers = () => 1;', 'tellOthers'],
    ['a type', 'interface ClusterCaller { readonly a: 1 }', 'ClusterCaller'],
    ['a member', 'interface A { readonly heardAt: number }', 'heardAt'],
    ['a local', 'function f() { const news = 1; return news; }', 'news'],
    ['a constant', 'const PATIENCE_MS = 1;', 'PATIENCE_MS'],
    ['two words in a row', 'const carryOut = 1;', 'carryOut'],
    ['a name that is one word', 'function stop(by: string) { return by; }', 'by'],
  ])('refuses an avoided word in %s', (_, text, name) => {
    expect(worded(text)).toEqual([expect.stringContaining(`says "${name}"`)]);
  });

  it('refuses an avoided word in the name of a file', () => {
    expect(worded('', `${APP}/cluster-caller.ts`)).toHaveLength(1);
  });

  it.each([
    ['text and comments', "// told by a caller\nconst a = 'told by a caller';"],
    ['longer words', 'const retelling = 1; const placeholder = 2; const sortBy = 3;'],
    ['what every object has', 'class A { constructor() {} }'],
  ])('accepts %s', (_, text) => expect(worded(text)).toEqual([]));
});

describe('the rule about rooms', () => {
  const http = { path: `${APP}/http/gate.ts`, text: "import { a } from '../session/session.ts';" };
  const session = { path: `${APP}/session/session.ts`, text: 'export const a = 1;' };

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
    const root = { path: `${APP}/app.ts`, text: "import { a } from './http/gate.ts';" };
    const back = { path: `${APP}/http/gate.ts`, text: "import { b } from '../app.ts';" };
    expect(roomRules([root, back])).toHaveLength(1);
  });

  it('lets tests import what they test', () => {
    const test = { path: `${APP}/session/a.test.ts`, text: "import { b } from '../http/gate.ts';" };
    expect(roomRules([http, session, test])).toEqual([]);
  });
});

describe('the rules about names', () => {
  const text = 'export interface Facts { readonly a: 1 }';

  it('refuse a type name that an app has twice', () => {
    const twice = [`${APP}/a.ts`, `${APP}/b.ts`].map((path) => ({ path, text }));
    expect(messages(nameRules(twice))).toEqual([expect.stringContaining('a type Facts')]);
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
