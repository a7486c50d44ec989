import { describe, expect, it } from 'vitest';
import { glyphRules } from './glyph-rules.ts';

describe('rules about glyphs', () => {
  const shown = (text: string, path = 'apps/web/src/ui/arrow.tsx') => glyphRules({ path, text });

  it.each([
    "const way = 'a → b';",
    String.raw`const way = 'a \u2192 b';`,
    '<p>a &rarr; b</p>',
    '<p>&#x2713;</p>',
  ])('refuse what the fonts of the console lack: %s', (text) => {
    expect(shown(text)).toHaveLength(1);
    expect(shown(text, 'apps/federation/src/http/documentation/access-words.ts')).toHaveLength(1);
  });

  it.each(["const text = '1.84× · ’ … – ä ↑';", String.raw`'\u0000'`, '<p>a &amp; b</p>'])(
    'accept what they have: %s',
    (text) => expect(shown(text)).toEqual([]),
  );

  it('leave alone what the console does not show', () => {
    expect(shown('// a → b', 'docs/architecture.md')).toEqual([]);
    expect(shown("'a → b'", 'apps/web/src/ui/arrow.test.tsx')).toEqual([]);
  });
});
