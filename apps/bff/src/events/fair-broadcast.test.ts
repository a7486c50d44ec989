import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeEach, expect, test, vi } from 'vitest';
import { createFairBroadcast, type FairBroadcast } from './fair-broadcast.ts';

const MANY = 2000;

interface Reader {
  readonly streams: readonly ServerResponse[];
  readonly got: string[];
}

function createReader(): Reader {
  const got: string[] = [];
  const stream = new ServerResponse(new IncomingMessage(new Socket()));
  vi.spyOn(stream, 'write').mockImplementation((bytes) => got.push(String(bytes)) > 0);
  return { streams: [stream], got };
}

let readers: Set<Reader>;
let broadcast: FairBroadcast<Reader>;

beforeEach(() => {
  readers = new Set(Array.from({ length: MANY }, createReader));
  broadcast = createFairBroadcast(readers);
});

const countOf = (text: string): number =>
  [...readers].filter(({ got }) => got.includes(text)).length;
const sendToAll = (text: string): void => broadcast.send(() => Buffer.from(text));

test('a message reaches thousands of streams in turns, and the next one only after it', async () => {
  sendToAll('a');
  sendToAll('b');
  expect(countOf('a')).toBeGreaterThan(0);
  expect(countOf('a')).toBeLessThan(MANY / 2);
  let turns = 0;
  while (countOf('b') < MANY) {
    await nextTurn();
    turns += 1;
  }
  expect(turns).toBeGreaterThan(4);
  for (const { got } of readers) expect(got).toEqual(['a', 'b']);
});

test('whoever comes once the rest is drained gets none of it, and nobody gets it twice', async () => {
  sendToAll('a');
  broadcast.drain();
  const late = createReader();
  readers.add(late);
  sendToAll('b');
  while (countOf('b') < MANY + 1) await nextTurn();
  expect(late.got).toEqual(['b']);
  readers.delete(late);
  for (const { got } of readers) expect(got).toEqual(['a', 'b']);
});

test('whoever leaves meanwhile gets no more, and who may not see it gets nothing', async () => {
  const [first] = readers;
  const last = [...readers].at(-1);
  broadcast.send((reader) => (reader === first ? undefined : Buffer.from('a')));
  if (last !== undefined) readers.delete(last);
  while (countOf('a') < MANY - 2) await nextTurn();
  expect(first?.got).toEqual([]);
  expect(last?.got).toEqual([]);
});
