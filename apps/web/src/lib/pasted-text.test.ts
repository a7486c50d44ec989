import { describe, expect, it } from 'vitest';
import { splitEntries, tidyText } from './pasted-text.ts';

describe('what people paste', () => {
  it.each(['db-1', ' db-1 ', 'db-1\r\n', '\u00a0db-1\u202f', '\u200bdb-1\ufeff', '\t\u2060db-1'])(
    'loses the blanks around it: %j',
    (text) => expect(tidyText(text)).toBe('db-1'),
  );

  it('keeps what is within', () => {
    expect(tidyText(' db 1\u200bx ')).toBe('db 1\u200bx');
    expect(tidyText('')).toBe('');
  });

  it('is split into its entries, each once', () => {
    expect(splitEntries('a, b;c\r\n\u200bd\n\na  b,')).toEqual(['a', 'b', 'c', 'd']);
    expect(splitEntries(' \n')).toEqual([]);
  });
});
