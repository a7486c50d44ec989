import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { ApiResult } from '@asterism/api-types/client/client';
import {
  hasBashScript,
  scriptedItems,
  taskScript,
  type ScriptLanguage,
} from '@asterism/api-types/client/task-script';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { attachClusters } from '@asterism/test-stack/attach-clusters';
import {
  ADMIN_PASSWORD,
  signIn,
  startTestFederation,
  type FederationClient,
  type TestFederation,
} from '../test-support/test-federation.ts';
import { startTestSimulator, type TestSimulator } from '../test-support/test-simulator.ts';

const SOON = { timeout: 20_000, interval: 30 };
const GIB = 1024n ** 3n;

let federation: TestFederation;
let simulator: TestSimulator;
let admin: FederationClient;
let token: string;
/** Below this room, so that the scripts find the packages that it has. */
let room: string;

beforeAll(async () => {
  room = await mkdtemp(join(import.meta.dirname, '../../.cache-script-'));
  simulator = await startTestSimulator(1, 40);
  federation = await startTestFederation();
  ({ client: admin, token } = await signIn(federation.url, 'admin', ADMIN_PASSWORD));
  const attached = await attachClusters({
    federationUrl: federation.url,
    simulatorControlUrl: simulator.controlUrl ?? '',
    adminPassword: ADMIN_PASSWORD,
    apiEndpoints: simulator.clusters.map(({ apiEndpoint }) => apiEndpoint),
  });
  if (!attached.ok) throw new Error(attached.error);
});
afterAll(async () => {
  await rm(room, { recursive: true });
  await federation.close();
  await simulator.close();
});

function valueOf<T>(result: ApiResult<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

let taken = 0;
/** Volumes that no other test has. */
async function someVolumes(count: number): Promise<readonly Volume[]> {
  const { volumes } = valueOf(
    await admin.listFleetVolumes({ state: 'Available', sort: 'created', limit: '40' }),
  );
  taken += count;
  return volumes.slice(taken - count, taken);
}

const readVolume = async ({ UUID }: Volume): Promise<Volume> =>
  valueOf(await admin.getVolume({ UUID }));

/** Modifies a volume, so that it is no longer what a draft has seen. */
async function modify(volume: Volume): Promise<void> {
  valueOf(
    await admin.updateVolume(
      { UUID: volume.UUID, size: String(BigInt(volume.size) + GIB) },
      { ifMatch: volume.ETag },
    ),
  );
  await vi.waitFor(async () => expect((await readVolume(volume)).state).toBe('Available'), SOON);
}

interface Ran {
  readonly code: number | null;
  /** What it told of each volume, by name. */
  readonly results: ReadonlyMap<string, string>;
  readonly script: string;
}

/** Writes a draft as a script, and runs that as a person would, with the token in the environment alone. */
async function run(language: ScriptLanguage, task: FleetTask): Promise<Ran> {
  const { items } = valueOf(await admin.listTaskItems({ taskId: task.id, limit: '200' }));
  const script = taskScript(language, task, 'A task', scriptedItems(items));
  const file = join(room, language === 'bash' ? 'task.sh' : 'task.ts');
  await writeFile(file, script);
  const program = language === 'bash' ? 'bash' : process.execPath;
  const given = [`ASTERISM_FEDERATION=${federation.url}`, `ASTERISM_TOKEN=${token}`];
  return new Promise((resolve) => {
    const child = execFile('env', [...given, program, file], (_, stdout) => {
      const lines = stdout.split('\n').map((line) => line.split('\t'));
      const results = new Map(lines.map(([, name = '', result = '']) => [name, result]));
      resolve({ code: child.exitCode, results, script });
    });
  });
}

test('a deletion as a bash script deletes what is as it was, keeps what was modified since, and says so of each', async () => {
  const [first, second, modified] = await someVolumes(3);
  if (first === undefined || second === undefined || modified === undefined) throw new Error();
  const volumes = Object.fromEntries(
    [first, second, modified].map(({ UUID, ETag }) => [UUID, ETag]),
  );
  const task = valueOf(await admin.draftTask({ kind: 'delete volumes', volumes }));
  await modify(modified);
  const { code, results, script } = await run('bash', task);
  expect(code).toBe(1);
  expect(results.get(first.name)).toBe('done');
  expect(results.get(second.name)).toBe('done');
  expect(results.get(modified.name)).toBe('failed: it was modified meanwhile');
  expect(script).not.toContain(token);
  await vi.waitFor(async () => {
    const { missing } = valueOf(
      await admin.findMissingVolumes({ UUIDs: Object.keys(volumes).join(',') }),
    );
    expect(missing.toSorted()).toEqual([first.UUID, second.UUID].toSorted());
  }, SOON);
});

test('a new size as a bash script is what the volumes come to have', async () => {
  const volumes = await someVolumes(5);
  const size = (BigInt(volumes.at(0)?.size ?? 0) / GIB + 5000n) * GIB;
  const task = valueOf(
    await admin.draftTask({
      kind: 'change volumes',
      change: { size: String(size) },
      volumes: Object.fromEntries(volumes.map(({ UUID, ETag }) => [UUID, ETag])),
    }),
  );
  expect(hasBashScript(task)).toBe(true);
  const { code, results } = await run('bash', task);
  expect([...results.values()].filter((result) => result === 'done')).toHaveLength(5);
  expect(code).toBe(0);
  for (const volume of volumes) expect((await readVolume(volume)).size).toBe(String(size));
});

test('a host for the ACL of each volume as TypeScript keeps the hosts that each has; a shell has no script for that', async () => {
  const NQN = 'nqn.2019-09.com.example:added';
  const volumes = (await someVolumes(6)).filter(({ acl }) => !acl.values.includes('ALLOW_ANY'));
  const task = valueOf(
    await admin.draftTask({
      kind: 'change volumes',
      change: { acl: { add: [NQN] } },
      volumes: Object.fromEntries(volumes.map(({ UUID, ETag }) => [UUID, ETag])),
    }),
  );
  expect(hasBashScript(task)).toBe(false);
  const { code, results, script } = await run('typescript', task);
  expect([...results.values()].filter((result) => result === 'done')).toHaveLength(volumes.length);
  expect(code).toBe(0);
  expect(script).not.toContain(token);
  for (const volume of volumes) {
    const hosts = volume.acl.values.filter((host) => host !== 'ALLOW_NONE');
    expect((await readVolume(volume)).acl.values.toSorted()).toEqual([...hosts, NQN].toSorted());
  }
});

test.each(['bash', 'typescript'] as const)(
  'snapshots and schedules of volumes as a %s script are named after them, and what is there already is told; the snapshots are deleted by a script, too',
  async (language) => {
    const volumes = await someVolumes(2);
    const [first, second] = volumes;
    if (first === undefined || second === undefined) throw new Error();
    const chosen = Object.fromEntries(volumes.map(({ UUID, ETag }) => [UUID, ETag]));
    const taking = valueOf(
      await admin.draftTask({
        kind: 'snapshot volumes',
        snapshot: {
          name: `{volume}-by-${language}`,
          retentionTime: '24h',
          description: `it's "so"`,
        },
        volumes: chosen,
      }),
    );
    expect(hasBashScript(taking)).toBe(true);
    valueOf(
      await admin.createSnapshot({
        projectName: first.projectName,
        name: `${first.name}-by-${language}`,
        sourceVolumeUUID: first.UUID,
      }),
    );
    const taken = await run(language, taking);
    expect(taken.code).toBe(1);
    expect(taken.results.get(first.name)).toMatch(/^failed: .*already exists/);
    expect(taken.results.get(second.name)).toBe('done');
    const snapshots = await vi.waitFor(async () => {
      const listed = valueOf(await admin.listFleetSnapshots({ search: `by-${language}` }));
      expect(listed.snapshots.map(({ state }) => state)).toEqual(['Available', 'Available']);
      return listed.snapshots;
    }, SOON);
    expect(
      snapshots.find(({ sourceVolumeUUID }) => sourceVolumeUUID === second.UUID),
    ).toMatchObject({
      name: `${second.name}-by-${language}`,
      description: `it's "so"`,
      retentionTime: '86400s',
    });

    const hourlySchedule = { hoursInCycle: 4 };
    const scheduling = valueOf(
      await admin.draftTask({
        kind: 'schedule volumes',
        schedule: {
          name: `{volume}-${language}`,
          schedulePolicy: { snapshotSchedulePolicy: { hourlySchedule } },
        },
        volumes: chosen,
      }),
    );
    expect((await run(language, scheduling)).code).toBe(0);
    const { schedules } = valueOf(await admin.listFleetSchedules({}));
    const made = schedules.filter(({ name }) => name.endsWith(`-${language}`));
    expect(made.map(({ resourceUUID }) => resourceUUID).toSorted()).toEqual(
      volumes.map(({ UUID }) => UUID).toSorted(),
    );

    const deleting = valueOf(
      await admin.draftSnapshotsTask({
        kind: 'delete snapshots',
        snapshots: Object.fromEntries(snapshots.map(({ UUID, ETag }) => [UUID, ETag])),
      }),
    );
    // One that is gone is done.
    const [gone] = snapshots;
    valueOf(
      await admin.deleteSnapshot({
        projectName: gone?.projectName ?? '',
        UUID: gone?.UUID ?? '',
      }),
    );
    await vi.waitFor(async () => {
      const { total } = valueOf(await admin.listFleetSnapshots({ search: `by-${language}` }));
      expect(total).toBe(1);
    }, SOON);
    const deleted = await run(language, deleting);
    expect([...deleted.results.values()].filter((result) => result === 'done')).toHaveLength(2);
    expect(deleted.code).toBe(0);
    await vi.waitFor(async () => {
      const { total } = valueOf(await admin.listFleetSnapshots({ search: `by-${language}` }));
      expect(total).toBe(0);
    }, SOON);
  },
);
