import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import {
  chosen,
  SOON,
  startTaskStack,
  tasksOf,
  valueOf,
  type TaskStack,
} from '../../test-support/task-stack.ts';
import type { FederationClient } from '../../test-support/test-federation.ts';

const GIB = 1024n ** 3n;

let stack: TaskStack;
let admin: FederationClient;
const { ended, run, itemsOf, volumesOf } = tasksOf(() => admin);

beforeAll(async () => {
  stack = await startTaskStack(2, 12);
  ({ admin } = await stack.signIn());
});
afterAll(() => stack.close());

describe('a task that takes snapshots', () => {
  const snapshot = {
    name: '{volume}-before-upgrade',
    retentionTime: '24h',
    labels: [{ key: 'why', value: 'upgrade' }],
  };
  const takenOf = async ({ UUID }: Pick<Volume, 'UUID'>) =>
    valueOf(await admin.listFleetSnapshots({ volume: UUID, search: 'before-upgrade' })).snapshots;

  test('takes one of each volume by its name, and leaves out those that have it already', async () => {
    const volumes = (await volumesOf()).slice(0, 4);
    const [first] = volumes;
    if (first === undefined) throw new Error('no volume');
    const kind = 'snapshot volumes' as const;
    expect(await run({ kind, snapshot, volumes: chosen([first]) })).toMatchObject({
      counts: { done: 1 },
    });
    const draft = valueOf(await admin.draftTask({ kind, snapshot, volumes: chosen(volumes) }));
    expect(draft).toMatchObject({ total: 4, counts: { waiting: 3, skipped: 1 }, snapshot });
    const skipped = (await itemsOf(draft.id)).find(({ state }) => state === 'skipped');
    expect(skipped).toMatchObject({
      target: { UUID: first.UUID },
      failure: { kind: 'nothing-to-do' },
    });
    // What is written into a volume is no conflict.
    const [, other] = volumes;
    if (other === undefined) throw new Error('no volume');
    const size = String(BigInt(other.size) + GIB);
    valueOf(await admin.updateVolume({ UUID: other.UUID, size }));
    valueOf(await admin.startTask({ taskId: draft.id }));
    expect((await ended(draft.id)).counts).toMatchObject({ done: 3, skipped: 1, failed: 0 });
    for (const volume of volumes) {
      expect(await takenOf(volume)).toMatchObject([
        {
          name: `${volume.name}-before-upgrade`,
          state: 'Available',
          labels: snapshot.labels,
          retentionTime: '86400s',
        },
      ]);
    }
  });

  test('takes one of a volume whose former one of that name is being deleted', async () => {
    const [volume] = await volumesOf();
    if (volume === undefined) throw new Error('no volume');
    const [former] = await takenOf(volume);
    if (former === undefined) throw new Error('no snapshot');
    valueOf(await admin.deleteSnapshot({ projectName: volume.projectName, UUID: former.UUID }));
    expect(await takenOf(volume)).toMatchObject([{ UUID: former.UUID, state: 'Deleting' }]);
    const { id } = await run({ kind: 'snapshot volumes', snapshot, volumes: chosen([volume]) });
    expect(valueOf(await admin.getTask({ taskId: id })).counts).toMatchObject({ done: 1 });
    const now = (await takenOf(volume)).filter(({ state }) => state !== 'Deleting');
    expect(now).toMatchObject([{ name: former.name, state: 'Available' }]);
    expect(now[0]?.UUID).not.toBe(former.UUID);
  });

  test('takes none twice, and tells of each, when the federation starts anew meanwhile', async () => {
    const volumes = (await volumesOf()).slice(4, 20);
    for (const { apiEndpoint } of stack.simulator.clusters) {
      await stack.simulator.order('faults', { apiEndpoint, fault: { latencyMs: 150 } });
    }
    const { id } = valueOf(
      await admin.draftTask({ kind: 'snapshot volumes', snapshot, volumes: chosen(volumes) }),
    );
    valueOf(await admin.startTask({ taskId: id }));
    await vi.waitFor(async () => {
      const { counts } = valueOf(await admin.getTask({ taskId: id }));
      expect(counts.done + counts.following).toBeGreaterThan(1);
    }, SOON);
    await stack.federation.restart(async () => {
      for (const { apiEndpoint } of stack.simulator.clusters) {
        await stack.simulator.order('faults', { apiEndpoint, fault: null });
      }
    });
    ({ admin } = await stack.signIn());
    expect((await ended(id)).counts).toMatchObject({ done: volumes.length, failed: 0 });
    for (const volume of volumes) expect(await takenOf(volume)).toHaveLength(1);
  });

  test('does again what was under way when the federation was closed, and tells of no failure', async () => {
    const volumes = await volumesOf();
    const slowly = async (fault: { readonly latencyMs: number; readonly path: string } | null) => {
      for (const { apiEndpoint } of stack.simulator.clusters) {
        await stack.simulator.order('faults', { apiEndpoint, fault });
      }
    };
    const named = { name: '{volume}-at-close' };
    const { id } = valueOf(
      await admin.draftTask({
        kind: 'snapshot volumes',
        snapshot: named,
        volumes: chosen(volumes),
      }),
    );
    const { database } = stack.federation;
    const reserved = async (): Promise<number> =>
      (await database.query('select from federation.reserved_names')).rows.length;
    await slowly({ latencyMs: 500, path: '/snapshots' });
    valueOf(await admin.startTask({ taskId: id }));
    await vi.waitFor(async () => expect(await reserved()).toBeGreaterThan(4), SOON);
    await stack.federation.restart(async () => {
      await slowly(null);
      // By then it is known of each that the cluster has not taken it.
      await vi.waitFor(async () => expect(await reserved()).toBe(0), SOON);
    });
    ({ admin } = await stack.signIn());
    expect((await ended(id)).counts).toMatchObject({ done: volumes.length, failed: 0 });
  });
});
