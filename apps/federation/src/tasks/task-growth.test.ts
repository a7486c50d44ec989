import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import {
  chosen,
  startTaskStack,
  tasksOf,
  valueOf,
  type TaskStack,
} from '../test-support/task-stack.ts';
import type { FederationClient } from '../test-support/test-federation.ts';

const TIB = 1024n ** 4n;

let stack: TaskStack;
let admin: FederationClient;
const { volumesOf } = tasksOf(() => admin);
beforeAll(async () => {
  stack = await startTaskStack(2, 40);
  ({ admin } = await stack.signIn());
});
afterAll(() => stack.close());

const draft = async (volumes: Record<string, string>, size: bigint): Promise<FleetTask> =>
  valueOf(
    await admin.draftTask({ kind: 'change volumes', change: { size: String(size) }, volumes }),
  );

test('a draft that makes volumes larger says how much more each cluster promises, with all replicas', async () => {
  const volumes = (await volumesOf()).filter(({ state }) => state === 'Available').slice(0, 12);
  const size = 64n * TIB;
  const expected = new Map<string, bigint>();
  for (const { clusterId, size: before, replicaCount } of volumes) {
    const more = (size - BigInt(before)) * BigInt(replicaCount);
    expected.set(clusterId, (expected.get(clusterId) ?? 0n) + more);
  }
  const made = await draft(chosen(volumes), size);
  const kept = valueOf(await admin.getTask({ taskId: made.id }));
  for (const { risks } of [made, kept]) {
    expect(
      new Map(risks.growth?.map(({ clusterId, bytes }) => [clusterId, BigInt(bytes)])),
    ).toEqual(expected);
  }
  expect(expected.size).toBe(2);
});

test('a draft in which no volume gets larger says nothing of it', async () => {
  const [one] = await volumesOf();
  if (one === undefined) throw new Error('no volume');
  expect((await draft(chosen([one]), BigInt(one.size))).risks.growth).toBeUndefined();
  const labels = { set: [{ key: 'a', value: 'b' }] };
  const other = await admin.draftTask({
    kind: 'change volumes',
    change: { labels },
    volumes: chosen([one]),
  });
  expect(valueOf(other).risks.growth).toBeUndefined();
});
