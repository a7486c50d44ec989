import { expect, test } from 'vitest';
import { Readable } from 'node:stream';
import { createAnswerMeter, InvalidDataError, readText } from './read-text.ts';

const limits = { bytes: 1000, parts: 10, depth: 3 };

/** What the meter says of a text that comes in pieces of so many bytes. */
function verdictOn(text: string, pieceBytes: number): string | undefined {
  const meter = createAnswerMeter(limits);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const verdict = meter.take(bytes.subarray(at, at + pieceBytes));
    if (verdict !== undefined) return verdict;
  }
  return undefined;
}

test.each([
  ['an ordinary answer', '{"volumes":[{"name":"a"},{"name":"b"}]}', undefined],
  ['what looks like values within text', `{"name":"${'[{,'.repeat(40)}"}`, undefined],
  ['a text that ends in an escaped quote', `["\\"${'[,'.repeat(40)}\\\\"]`, undefined],
  ['too many bytes', `["${'x'.repeat(1000)}"]`, 'more than 1000 bytes in one answer'],
  ['a long list', `[${'1,'.repeat(20)}1]`, 'more than 10 values in one answer'],
  ['many lists', `[${'[],'.repeat(6)}[]]`, 'more than 10 values in one answer'],
  ['lists in lists', '[[[[]]]]', 'lists in lists, more than 3 deep'],
])('%s: the verdict is the same in whatever pieces it comes', (_what, text, verdict) => {
  for (const pieceBytes of [1, 2, 3, 7, 10_000]) expect(verdictOn(text, pieceBytes)).toBe(verdict);
});

test('what might be known is cut off at the same limits', async () => {
  let sent = 0;
  function* pieces(text: string) {
    for (const byte of Buffer.from(text)) {
      sent += 1;
      yield Buffer.of(byte);
    }
  }
  const read = (text: string) =>
    readText(Readable.from(pieces(text)), {
      limits,
      turns: [],
      turnTimings: { whole: 60_000, still: 60_000 },
      onLargeEnd: () => {},
      signal: undefined,
      onTurn: () => {},
      isKnown: () => false,
    });
  expect(await read('["ab"]')).toBe('["ab"]');
  await expect(read('[[[[]]]]')).rejects.toEqual(
    new InvalidDataError('lists in lists, more than 3 deep'),
  );
  await expect(read(`["${'x'.repeat(5000)}"]`)).rejects.toEqual(
    new InvalidDataError('more than 1000 bytes in one answer'),
  );
  expect(sent).toBeLessThan(2000);
});
