import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase } from '../test-support/test-fleet.ts';
import { createNameReservations, type NameReservations } from './name-reservations.ts';

let opened: Awaited<ReturnType<typeof openTestDatabase>>;
/** Two replicas on one database. */
let one: NameReservations;
let other: NameReservations;

beforeAll(async () => {
  opened = await openTestDatabase();
  one = createNameReservations(opened.database.orm, 'volume');
  other = createNameReservations(opened.database.orm, 'volume');
});
afterAll(() => opened.close());

const lapse = () =>
  opened.database.query(`update federation.reserved_names set until = now() - interval '1 second'`);

test('of two replicas one gets a name, and it is free again when nothing came of it', async () => {
  const ends = await Promise.all([one.reserve('p', 'a'), other.reserve('p', 'a')]);
  expect(ends.filter((end) => end !== undefined)).toHaveLength(1);
  for (const end of ends) await end?.('free');
  expect(await other.reserve('p', 'a')).toBeDefined();
});

test('the same name in another project, or of another kind of thing, is another name', async () => {
  await one.reserve('p', 'b');
  expect(await other.reserve('q', 'b')).toBeDefined();
  const snapshots = createNameReservations(opened.database.orm, 'snapshot');
  expect(await snapshots.reserve('p', 'b')).toBeDefined();
});

test('a name that was given is nobody else’s until it is given up', async () => {
  const end = await one.reserve('p', 'c');
  await end?.('given');
  expect(await other.reserve('p', 'c')).toBeUndefined();
  await other.giveUp('p', 'c');
  expect(await other.reserve('p', 'c')).toBeDefined();
  await one.giveUp('p', 'c');
  expect(await one.reserve('p', 'c')).toBeUndefined();
});

test('what a process that died held lapses, and its end does no harm to who has it then', async () => {
  const end = await one.reserve('p', 'd');
  await lapse();
  expect(await other.reserve('p', 'd')).toBeDefined();
  await end?.('free');
  expect(await one.reserve('p', 'd')).toBeUndefined();
  await lapse();
  await one.reserve('p', 'e');
  const { rows } = await opened.database.query('select name from federation.reserved_names');
  expect(rows).toEqual([{ name: 'e' }]);
});
