import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProblemRuleName } from '@asterism/api-types/rules/problem-rule-names';
import { PROBLEM_RULES } from '@asterism/api-types/rules/problem-rules';
import { createPostgresDatabase } from '@asterism/database/test-support/postgres-databases';
import { createHeldRules } from '../operations/problems/held-rules.ts';
import { createProblemStore, type ProblemStore } from '../store/problem-store.ts';
import { openTestDatabase } from '../test-support/test-fleet.ts';
import type { Observation, Observed } from './observation.ts';
import { createProblemWatch } from './problem-watch.ts';

const T0 = Date.parse('2026-11-30T00:00:00Z');
const SECOND = 1000;

type Opened = Awaited<ReturnType<typeof openTestDatabase>>;
const opened: Opened[] = [];
async function freshStore(server: { databaseUrl?: string } = {}): Promise<ProblemStore> {
  const database = await openTestDatabase(server);
  opened.push(database);
  return createProblemStore(database.database.orm);
}
let store: ProblemStore;
beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

const of = (
  rule: ProblemRuleName,
  subject: string,
  level = 1,
  cause = '',
  subjectKind: 'cluster' | 'project' = 'cluster',
): Observation => ({ rule, subjectKind, subject, level, volumes: level, cause });

/** A replica that sees what the test says, when the test says. */
function replicaOn(on: ProblemStore) {
  let now = T0;
  let seen: Observed;
  const said: string[][] = [];
  const watch = createProblemWatch({
    store: on,
    rules: createHeldRules(on, undefined),
    observe: async () => seen,
    changed: (projects) => said.push([...projects]),
    now: () => now,
  });
  return {
    said,
    async at(
      seconds: number,
      observations: readonly Observation[],
      sees: Partial<Pick<Observed, 'isThere' | 'isKnown'>> = {},
    ) {
      now = T0 + seconds * SECOND;
      seen = { observations, isThere: () => true, isKnown: () => true, ...sees };
      await watch.compare();
    },
  };
}

/** What is raised of a cluster: since when, in seconds since the start, and since when it recovers. */
async function raised(on: ProblemStore, subject: string) {
  const rows = await on.raised('cluster');
  const seconds = (time: Date | null) => (time === null ? null : (time.getTime() - T0) / SECOND);
  return rows
    .filter((row) => row.subject === subject)
    .map((row) => [row.rule, seconds(row.since), seconds(row.recoveringSince)]);
}

test.each([
  ['PGlite', async () => freshStore()],
  ['PostgreSQL', async () => freshStore({ databaseUrl: await createPostgresDatabase() })],
] as const)(
  'a problem is raised once it has lasted, and is over once it has been over for long enough, on %s',
  async (_, open) => {
    const on = await open();
    const replica = replicaOn(on);
    await replica.at(0, [of('volumesDegraded', 'a', 5)]);
    expect(await raised(on, 'a')).toEqual([]);
    await replica.at(59, [of('volumesDegraded', 'a', 6)]);
    expect(await raised(on, 'a')).toEqual([]);
    await replica.at(60, [of('volumesDegraded', 'a', 7)]);
    expect(await raised(on, 'a')).toEqual([['volumesDegraded', 0, null]]);
    await replica.at(100, []);
    expect(await raised(on, 'a')).toEqual([['volumesDegraded', 0, 100]]);
    await replica.at(159, []);
    expect(await raised(on, 'a')).toHaveLength(1);
    await replica.at(160, []);
    expect(await raised(on, 'a')).toEqual([]);
  },
);

test('what comes and goes before it has lasted is never raised, and what comes back while it recovers is the same problem', async () => {
  const replica = replicaOn(store);
  await replica.at(1_000, [of('volumesDegraded', 'b')]);
  await replica.at(1_030, []);
  await replica.at(1_050, [of('volumesDegraded', 'b')]);
  await replica.at(1_090, [of('volumesDegraded', 'b')]);
  expect(await raised(store, 'b')).toEqual([]);
  await replica.at(1_110, [of('volumesDegraded', 'b')]);
  expect(await raised(store, 'b')).toEqual([['volumesDegraded', 1_050, null]]);
  await replica.at(1_120, []);
  await replica.at(1_150, [of('volumesDegraded', 'b')]);
  expect(await raised(store, 'b')).toEqual([['volumesDegraded', 1_050, null]]);
});

test('what swings between the two thresholds stays what it is', async () => {
  const { raiseAt, clearBelow } = PROBLEM_RULES.clusterNearlyFull;
  expect(clearBelow).toBeLessThan(raiseAt);
  const between = (raiseAt + clearBelow) / 2;
  const replica = replicaOn(store);
  await replica.at(2_000, [of('clusterNearlyFull', 'c', between)]);
  await replica.at(2_100, [of('clusterNearlyFull', 'c', between)]);
  expect(await raised(store, 'c')).toEqual([]);
  await replica.at(2_200, [of('clusterNearlyFull', 'c', raiseAt)]);
  await replica.at(2_300, [of('clusterNearlyFull', 'c', between)]);
  expect(await raised(store, 'c')).toEqual([]);
  await replica.at(2_310, [of('clusterNearlyFull', 'c', raiseAt)]);
  await replica.at(2_370, [of('clusterNearlyFull', 'c', raiseAt)]);
  await replica.at(2_400, [of('clusterNearlyFull', 'c', between)]);
  await replica.at(2_500, [of('clusterNearlyFull', 'c', between)]);
  expect(await raised(store, 'c')).toEqual([['clusterNearlyFull', 2_310, null]]);
  await replica.at(2_600, [of('clusterNearlyFull', 'c', clearBelow - 1)]);
  await replica.at(2_660, [of('clusterNearlyFull', 'c', clearBelow - 1)]);
  expect(await raised(store, 'c')).toEqual([]);
});

test('a problem keeps its beginning and its notes when the federation starts again, also before it has read anything', async () => {
  const before = replicaOn(store);
  await before.at(3_000, [of('volumesFailed', 'd', 3)]);
  const row = (await store.raised('cluster')).find(({ subject }) => subject === 'd');
  const note = { setBy: 'ada', at: new Date(T0), note: 'on it' };
  await store.acknowledge(row?.id ?? '', note);
  const after = replicaOn(store);
  await after.at(3_100, [], { isKnown: () => false });
  await after.at(3_200, [of('volumesFailed', 'd', 4)]);
  expect(await raised(store, 'd')).toEqual([['volumesFailed', 3_000, null]]);
  const now = (await store.raised('cluster')).find(({ subject }) => subject === 'd');
  expect(now).toMatchObject({ volumes: 4, acknowledgedBy: 'ada', acknowledgedNote: 'on it' });
});

test('of two replicas one decides, and the other one takes over when it is not heard of any more', async () => {
  const one = replicaOn(store);
  const other = replicaOn(store);
  await one.at(4_000, [of('volumesFailed', 'e')]);
  await other.at(4_005, []);
  expect(await raised(store, 'e')).toHaveLength(1);
  await other.at(4_019, []);
  expect(await raised(store, 'e')).toHaveLength(1);
  await other.at(4_021, []);
  expect(await raised(store, 'e')).toEqual([]);
  await one.at(4_022, [of('volumesFailed', 'e')]);
  expect(await raised(store, 'e')).toEqual([]);
});

test('a cluster that is detached has no problems any more, and a rule that is off finds none', async () => {
  const replica = replicaOn(store);
  await replica.at(5_000, [of('volumesReadOnly', 'f'), of('nodesReadOnly', 'g')]);
  await replica.at(5_005, [of('nodesReadOnly', 'g')], {
    isThere: ({ subject }) => subject !== 'f',
  });
  expect(await raised(store, 'f')).toEqual([]);
  expect(await raised(store, 'g')).toHaveLength(1);
  const { unit: _, ...values } = PROBLEM_RULES.nodesReadOnly;
  await store.setRule('nodesReadOnly', { ...values, enabled: false }, 'ada', new Date());
  await replica.at(5_010, [of('nodesReadOnly', 'g')]);
  expect(await raised(store, 'g')).toEqual([]);
  await store.resetRule('nodesReadOnly');
});

test('it is said when problems have come, changed, gone or woken, for whom, and not otherwise', async () => {
  const replica = replicaOn(store);
  const blue = of('volumesDegraded', 'blue', 2, '', 'project');
  await replica.at(6_000, [blue]);
  expect(replica.said.at(-1)).not.toEqual(['blue']);
  replica.said.length = 0;
  await replica.at(6_060, [blue]);
  await replica.at(6_065, [blue]);
  expect(replica.said).toEqual([['blue']]);
  const row = (await store.raised('project')).find(({ subject }) => subject === 'blue');
  const note = { setBy: 'ada', at: new Date(T0), note: '' };
  await store.snooze(row?.id ?? '', note, new Date(T0 + 6_080 * SECOND));
  await replica.at(6_075, [blue]);
  expect(replica.said).toEqual([['blue']]);
  await replica.at(6_085, [blue]);
  await replica.at(6_090, [blue]);
  expect(replica.said).toEqual([['blue'], ['blue']]);
});
