import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { ProblemRuleName } from '@asterism/api-types/rules/problem-rule-names';
import { createHeldRules } from '../operations/problems/held-rules.ts';
import { observeFleet } from '../problems/observe-fleet.ts';
import { createProblemWatch } from '../problems/problem-watch.ts';
import { createProblemStore } from '../store/problem-store.ts';
import { startTestApi, type TestApi } from '../test-support/test-api.ts';
import { startTestFleet, type TestFleet } from '../test-support/test-fleet.ts';

const HOUR = 3_600_000;

let fleet: TestFleet;
let api: TestApi;
let now = Date.now();
let compare: () => Promise<void>;

const clusterAt = (at: number): string => fleet.monitor.clusters()[at]?.id ?? '';

/** Makes a cluster unreachable, and has the federation see it. */
async function drop(at: number, isDropped: boolean): Promise<void> {
  await fleet.control('faults', {
    apiEndpoint: fleet.monitor.cluster(clusterAt(at))?.apiEndpoints[0],
    fault: { drop: isDropped },
  });
  const status = isDropped ? 'Disconnected' : 'Connected';
  await vi.waitFor(() => expect(fleet.monitor.cluster(clusterAt(at))?.status).toBe(status));
}

async function problemsOf(person: string, question: object = {}) {
  const answer = await api.as(person).listProblems(question);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}
const rulesOf = async (
  person: string,
  question: object = {},
): Promise<readonly ProblemRuleName[]> =>
  (await problemsOf(person, question)).problems.map(({ rule }) => rule);

beforeAll(async () => {
  fleet = await startTestFleet({ clusters: 2, volumes: [30, 20] });
  api = await startTestApi(fleet);
  const store = createProblemStore(fleet.database.orm);
  const watch = createProblemWatch({
    store,
    rules: createHeldRules(store, undefined),
    observe: () => observeFleet({ ...fleet, transitions: { all: () => [] } }, now),
    changed: (projects) =>
      fleet.bus.publish({ type: 'problems' }, { projects, removedFrom: new Map() }),
    now: () => now,
  });
  compare = () => watch.compare();
  await drop(1, true);
});
afterAll(async () => {
  await api.close();
  await fleet.close();
});
beforeEach(async () => {
  now += HOUR;
  await compare();
  now += HOUR;
  await compare();
});

/** The problem that the second cluster is away, as an admin sees it. */
async function unreachable() {
  const { problems } = await problemsOf('admin', {
    rule: 'clusterUnreachable',
    snoozed: undefined,
  });
  const [problem] = problems;
  if (problem === undefined) throw new Error('there is no such problem');
  return problem;
}

test('an admin sees what is wrong with which cluster, why, since when, for how many volumes, and what to do, the worst first', async () => {
  const { problems, total, bySeverity } = await problemsOf('admin');
  const id = clusterAt(1);
  expect(problems[0]).toMatchObject({
    rule: 'clusterUnreachable',
    severity: 'Critical',
    title: 'The cluster cannot be reached',
    subject: { kind: 'cluster', clusterId: id, name: fleet.monitor.cluster(id)?.name },
    volumes: fleet.inventory.totals(id).volumes,
  });
  expect(problems[0]?.nextStep).toContain('network');
  expect(problems[0]?.cause).not.toBe('');
  expect(Date.parse(problems[0]?.since ?? '')).toBeLessThanOrEqual(now);
  expect(total).toBe(problems.length);
  expect(Object.values(bySeverity).reduce((sum, one) => sum + one, 0)).toBe(total);
  expect(await rulesOf('admin', { cluster: clusterAt(0) })).not.toContain('clusterUnreachable');
  expect(await rulesOf('admin', { cluster: id.toUpperCase() })).toContain('clusterUnreachable');
  expect(await rulesOf('admin', { severity: 'Info' })).toEqual([]);
});

test('who views a project sees what concerns its volumes, without a word about clusters; others see nothing', async () => {
  const { problems } = await problemsOf('viewer');
  const mine = problems.find(({ rule }) => rule === 'clusterUnreachable');
  const volumes = [...(await fleet.inventory.usage()).one('project', 'default')]
    .filter(([{ home }]) => home.clusterId === clusterAt(1))
    .reduce((sum, [, part]) => sum + part.volumes, 0);
  expect(mine).toMatchObject({ subject: { kind: 'project', projectName: 'default' }, volumes });
  const text = JSON.stringify(problems);
  for (const { id, name, apiEndpoints } of fleet.monitor.clusters()) {
    for (const secret of [id, name, apiEndpoints[0] ?? '']) expect(text).not.toContain(secret);
  }
  expect((await problemsOf('stranger')).problems).toEqual([]);
});

test('an admin acknowledges a problem with a note, all admins see by whom, and it can be taken back', async () => {
  const { id } = await unreachable();
  const noted = await api.as('admin').acknowledgeProblem({ problemId: id, note: ' power cut ' });
  expect(noted).toMatchObject({
    ok: true,
    value: { acknowledged: { setBy: 'admin', note: 'power cut' } },
  });
  await compare();
  expect((await unreachable()).acknowledged).toMatchObject({ setBy: 'admin', note: 'power cut' });
  expect(await api.as('admin').reopenProblem({ problemId: id })).toMatchObject({ ok: true });
  expect((await unreachable()).acknowledged).toBeUndefined();
});

test('a snoozed problem is in no list but that of the snoozed ones until its time, and comes back then', async () => {
  const { id } = await unreachable();
  const until = new Date(Date.now() + HOUR).toISOString();
  const snoozed = await api.as('admin').snoozeProblem({ problemId: id, until, note: 'later' });
  expect(snoozed).toMatchObject({
    ok: true,
    value: { snoozed: { setBy: 'admin', until, note: 'later' } },
  });
  expect(await rulesOf('admin')).not.toContain('clusterUnreachable');
  expect((await problemsOf('admin')).snoozed).toBe(1);
  expect(await rulesOf('admin', { snoozed: 'true' })).toEqual(['clusterUnreachable']);
  await api.as('admin').reopenProblem({ problemId: id });
  expect(await rulesOf('admin')).toContain('clusterUnreachable');
});

test.each([
  ['snoozeProblem', { until: '2020-01-01T00:00:00Z' }, /until: must be in the future/],
  ['snoozeProblem', { until: '2999-01-01T00:00:00Z' }, /until: must be within a year/],
  ['snoozeProblem', { until: 'tomorrow' }, /until: must be a time/],
  ['acknowledgeProblem', { note: 'x'.repeat(501) }, /note: must be at most 500 characters long/],
] as const)('%s with %j is refused with what is wrong', async (verb, wrong, message) => {
  const { id } = await unreachable();
  const path = verb === 'snoozeProblem' ? 'snooze' : 'acknowledge';
  const answer = await fetch(`${api.url}/api/v2/fleet/problems/${id}/${path}`, {
    method: 'POST',
    headers: { authorization: 'Bearer admin', 'content-type': 'application/json' },
    body: JSON.stringify({ note: '', ...wrong }),
  });
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringMatching(message)]);
});

test('nobody but a cluster admin notes anything or sees the rules, and a problem that is over cannot be noted', async () => {
  const { id: problemId } = await unreachable();
  const [mine] = (await problemsOf('viewer')).problems;
  const until = new Date(Date.now() + HOUR).toISOString();
  for (const person of ['viewer', 'editor', 'stranger']) {
    const client = api.as(person);
    for (const asked of [
      client.acknowledgeProblem({ problemId }),
      client.acknowledgeProblem({ problemId: mine?.id ?? '' }),
      client.snoozeProblem({ problemId, until }),
      client.reopenProblem({ problemId }),
      client.listProblemRules({}),
      client.resetProblemRule({ rule: 'volumesFailed' }),
    ]) {
      expect(await asked).toMatchObject({ ok: false, error: { status: 403 } });
    }
  }
  const gone = { problemId: '00000000-0000-4000-8000-000000000000' };
  expect(await api.as('admin').acknowledgeProblem(gone)).toMatchObject({
    ok: false,
    error: { status: 404 },
  });
});

/** A rule as it is now. */
async function ruleNow(rule: ProblemRuleName) {
  const answer = await api.as('admin').listProblemRules({});
  const found = answer.ok ? answer.value.rules.find((one) => one.rule === rule) : undefined;
  if (found === undefined) throw new Error(`there is no rule ${rule}`);
  return found;
}

test('an admin changes a rule, which problems and verdicts follow, and has the default hold again', async () => {
  const { defaults } = await ruleNow('clusterFillingUp');
  const id = clusterAt(0);
  const reasons = async () => {
    const cluster = await api.as('admin').getFleetCluster({ clusterId: id });
    return cluster.ok ? cluster.value.assessment.reasons.map(({ kind }) => kind) : [];
  };
  expect(await rulesOf('admin', { cluster: id })).not.toContain('clusterFillingUp');
  expect(await reasons()).not.toContain('capacityUsed');
  const low = { ...defaults, raiseAt: 0.1, clearBelow: 0.1, severity: 'Info' } as const;
  const set = await api.as('admin').setProblemRule({ rule: 'clusterFillingUp', ...low });
  expect(set).toMatchObject({ ok: true, value: { raiseAt: 0.1, changed: { setBy: 'admin' } } });
  await compare();
  now += HOUR;
  await compare();
  const { problems } = await problemsOf('admin', { cluster: id, rule: 'clusterFillingUp' });
  expect(problems).toMatchObject([{ severity: 'Info', raiseAt: 0.1 }]);
  expect(await reasons()).toContain('capacityUsed');

  await api.as('admin').resetProblemRule({ rule: 'clusterFillingUp' });
  expect(await ruleNow('clusterFillingUp')).toMatchObject({ raiseAt: defaults.raiseAt });
  expect((await ruleNow('clusterFillingUp')).changed).toBeUndefined();
  await compare();
  now += HOUR;
  await compare();
  expect(await rulesOf('admin', { cluster: id })).not.toContain('clusterFillingUp');
});

test.each([
  ['clusterFillingUp', { raiseAt: 101 }, /raiseAt: must be at most 100/],
  ['clusterFillingUp', { raiseAt: 0 }, /raiseAt: must be above 0/],
  ['clusterFillingUp', { clearBelow: 80 }, /clearBelow: must be at most 75/],
  ['volumesDegraded', { raiseAt: 1.5 }, /raiseAt: must be a whole number/],
  ['clusterUnreachable', { raiseAt: 2 }, /raiseAt: must be 1/],
  ['volumesDegraded', { raiseAfterSeconds: -1 }, /raiseAfterSeconds: must not be negative/],
  ['volumesDegraded', { clearAfterSeconds: 1e9 }, /clearAfterSeconds: must be at most 86400/],
  ['volumesDegraded', { severity: 'Awful' }, /severity: must be one of/],
] as const)('the rule %s with %j is refused with the field', async (rule, wrong, message) => {
  const { defaults } = await ruleNow(rule);
  const answer = await fetch(`${api.url}/api/v2/fleet/problem-rules/${rule}`, {
    method: 'PUT',
    headers: { authorization: 'Bearer admin', 'content-type': 'application/json' },
    body: JSON.stringify({ ...defaults, ...wrong }),
  });
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringMatching(message)]);
  expect((await ruleNow(rule)).changed).toBeUndefined();
});

test('a cluster that is back is recovering for a while, and then its problem is over', async () => {
  await drop(1, false);
  await compare();
  expect((await unreachable()).recoveringSince).toBeDefined();
  now += HOUR;
  await compare();
  expect(await rulesOf('admin')).not.toContain('clusterUnreachable');
});
