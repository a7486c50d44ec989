import { expect, test } from 'vitest';
import { createValueCodes } from './value-codes.ts';

const textsOf = (codes: ReturnType<typeof createValueCodes>): string[] =>
  [...codes.values('project')].map(({ text }) => text);

test('a value has one code while a volume has it, and is forgotten with the last one', () => {
  const codes = createValueCodes();
  const blue = codes.take('project', 'blue');
  expect(codes.take('project', 'blue')).toBe(blue);
  expect(codes.take('project', 'red')).not.toBe(blue);
  codes.release('project', blue);
  expect(codes.known('project', 'blue')).toBe(blue);
  codes.release('project', blue);
  expect(codes.known('project', 'blue')).toBeUndefined();
  expect(textsOf(codes)).toEqual(['red']);
  expect(codes.take('project', 'green')).toBe(blue);
  expect(codes.limit('project')).toBe(2);
});

test('while somebody reads, a code means what it meant', () => {
  const codes = createValueCodes();
  const blue = codes.take('project', 'blue');
  const release = codes.pin();
  codes.release('project', blue);
  expect(codes.take('project', 'green')).not.toBe(blue);
  expect(textsOf(codes)).toEqual(['blue', 'green']);
  const releaseToo = codes.pin();
  release();
  expect(textsOf(codes)).toEqual(['green']);
  expect(codes.take('project', 'red')).toBe(blue);
  releaseToo();
});

test('a value that comes back in the meantime stays, and goes with the last one who read it', () => {
  const codes = createValueCodes();
  const releaseFirst = codes.pin();
  const blue = codes.take('project', 'blue');
  codes.release('project', blue);
  expect(codes.take('project', 'blue')).toBe(blue);
  const releaseSecond = codes.pin();
  codes.release('project', blue);
  releaseFirst();
  expect(codes.known('project', 'blue')).toBe(blue);
  releaseSecond();
  expect(textsOf(codes)).toEqual([]);
});
