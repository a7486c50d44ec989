import { expect, test } from 'vitest';
import { volumeOf } from '../test-support/volumes.ts';
import { createClusterVolumes } from './cluster-volumes.ts';
import { startClusterWalk } from './cluster-walk.ts';
import { createVolumeColumns } from './columns/volume-columns.ts';
import { createVolumeChanges } from './volume-changes.ts';

function start() {
  const columns = createVolumeColumns();
  const home = { clusterId: 'c', sortName: 'c', attachedAt: 0, isForgotten: false };
  const options = { columns, mayTake: () => true };
  const cluster = createClusterVolumes({ ...options, home });
  const walk = () => startClusterWalk({ ...options, cluster });
  return { columns, cluster, walk };
}

const volumes = Array.from({ length: 50 }, (_, n) => volumeOf(n));
const changed = volumes.map((volume, n) => ({ ...volume, name: `changed-${n}`, ETag: '2' }));

test('a walk that is broken off leaves nothing behind, however often', async () => {
  const { columns, cluster, walk } = start();
  const first = walk();
  first.beginPage();
  first.takePage(volumes);
  await first.commit(createVolumeChanges('c'));
  const limits = [];
  for (let turn = 0; turn < 5; turn += 1) {
    const broken = walk();
    broken.beginPage();
    broken.takePage(changed);
    await broken.abandon();
    limits.push([columns.limit(), columns.searched.texts.limit(), columns.groups.limit()]);
  }
  expect(limits).toEqual(limits.map(() => [100, 0, 1]));
  expect(cluster.totals().volumes).toBe(50);
  expect(columns.read(cluster.slotOf(volumeOf(7).UUID)).name).toBe('volume-7');
});

test('what does not differ from what is known is not kept a second time', async () => {
  const { columns, walk } = start();
  for (let turn = 0; turn < 3; turn += 1) {
    const again = walk();
    again.beginPage();
    expect(again.takePage(volumes)).toBe(50);
    expect(again.takePage(volumes)).toBe(0);
    await again.commit(createVolumeChanges('c'));
  }
  expect([columns.limit(), columns.linked()]).toEqual([50, 50]);
});

test('of a volume that is listed twice, the later listing counts', async () => {
  const { columns, cluster, walk } = start();
  const twice = walk();
  twice.beginPage();
  expect(twice.takePage(changed)).toBe(50);
  expect(twice.takePage(volumes.slice(0, 1))).toBe(0);
  await twice.commit(createVolumeChanges('c'));
  await twice.abandon();
  const names = [0, 1].map((n) => columns.read(cluster.slotOf(volumeOf(n).UUID)).name);
  expect(names).toEqual(['volume-0', 'changed-1']);
  expect(columns.linked()).toBe(50);
});
