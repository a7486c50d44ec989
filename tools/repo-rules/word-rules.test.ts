import { describe, expect, it } from 'vitest';
import { wordRules } from './word-rules.ts';

const APP = 'apps/bff/src';
const worded = (text: string, path = `${APP}/a.ts`) =>
  wordRules({ path, text }).map(({ message }) => message);

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
