import { expect, test } from 'vitest';
import { until } from '@asterism/test-stack/until';
import { newName, volumesOf, wireVolume } from '../targets/volumes.ts';
import type { Target } from '../targets/target.ts';
import { whileInMotion } from '../targets/while-in-motion.ts';
import type { Ask } from './ask.ts';

/** Snapshots, clones and rollback, as Cinder's driver and the Proxmox plugin use them (lightbits-api §2.8, §7). */
export function testSnapshots({ get, post, put, del }: Ask, target: () => Target): void {
  const below = (): string => `/projects/${target().project}`;
  const snapshots = (): string => `${below()}/snapshots`;

  const ready = (path: string) =>
    until(`${path} to be Available`, async () => {
      const { status, json } = await get(path);
      return status === 200 && json['state'] === 'Available' ? json : undefined;
    });

  /** A volume, and a snapshot of it that is Available. */
  async function take() {
    const volume = await volumesOf(target()).createAvailable();
    const name = newName();
    const body = { name, sourceVolumeUUID: null, sourceVolumeName: volume.name };
    const taken = await post(snapshots(), body);
    expect(taken).toMatchObject({ status: 200, json: { name, sourceVolumeUUID: volume.UUID } });
    const UUID = String(taken.json['UUID']);
    await ready(`${snapshots()}/${UUID}`);
    return { volume, name, UUID };
  }

  const clone = (name: string, snapshot: string, size = '1 gib') =>
    post(`${below()}/volumes`, {
      name,
      size,
      replicaCount: '1',
      acl: { values: ['ALLOW_NONE'] },
      sourceSnapshotUUID: null,
      sourceSnapshotName: snapshot,
    });

  test('A snapshot is found by its UUID, in the list, and by a capital Name behind a slash', async () => {
    const { volume, name, UUID } = await take();
    expect((await get(`${snapshots()}/${UUID}`)).json).toMatchObject({ UUID, name });
    expect((await get(`${snapshots()}/?Name=${name}`)).json).toMatchObject({ UUID });
    const list = await get(`${snapshots()}?Name=${name}`);
    expect(list.json['snapshots']).toMatchObject([{ UUID, sourceVolumeUUID: volume.UUID }]);
  });

  test('A Name that nothing has is 404, and in lower case it is no name', async () => {
    const { name } = await take();
    const absent = await get(`${snapshots()}/?Name=${newName()}`);
    expect(absent).toMatchObject({ status: 404, json: { code: 5 } });
    expect(await get(`${snapshots()}/?name=${name}`)).toMatchObject({ status: 400 });
  });

  test('A retention time is a duration as Go writes it', async () => {
    const { UUID: sourceVolumeUUID } = await volumesOf(target()).createAvailable();
    const ask = (retentionTime: unknown) =>
      post(snapshots(), { name: newName(), sourceVolumeUUID, retentionTime });
    for (const wrong of ['7200', 7200, 'x']) {
      expect(await ask(wrong)).toMatchObject({ status: 400, json: { code: 3 } });
    }
    expect(await ask('2h')).toMatchObject({ status: 200, json: { retentionTime: '7200s' } });
  });

  test('A clone is a volume of its own, no smaller than its snapshot', async () => {
    const { name, UUID } = await take();
    expect(await clone(newName(), name, '512 mib')).toMatchObject({
      status: 400,
      json: { code: 3 },
    });
    const answer = await clone(newName(), name, '2 gib');
    expect(answer).toMatchObject({ status: 200, json: { sourceSnapshotUUID: UUID } });
    const cloned = wireVolume(answer.json);
    expect(await volumesOf(target()).inState(cloned.UUID, 'Available')).toMatchObject({
      size: String(2 ** 31),
    });
    // The snapshot may go before its clones.
    const deleted = await del(`${snapshots()}/${UUID}`);
    expect(deleted).toMatchObject({ status: 200, text: '{}' });
    expect(await get(`/volumes/${cloned.UUID}`)).toMatchObject({ json: { state: 'Available' } });
  });

  test('A volume rolls back to its snapshot, and is busy until then', async () => {
    const { volume, UUID } = await take();
    const path = `${below()}/volumes/${volume.UUID}`;
    expect((await put(path, { size: '2 gib' })).status).toBe(200);
    await volumesOf(target()).inState(volume.UUID, 'Available');
    const back = await put(`${path}/rollback`, { srcSnapshotUUID: UUID });
    expect(back).toMatchObject({ status: 200, text: '{}' });
    const { size } = await volumesOf(target()).inState(volume.UUID, 'Available');
    expect(size).toBe(String(2 ** 30));
  });

  test('A snapshot outlives its volume, is Deleting, takes no second delete, and is gone', async () => {
    const answers = await whileInMotion(
      target().inMotionMs.deleting,
      take,
      async ({ UUID, volume }) => {
        expect((await del(`${below()}/volumes/${volume.UUID}`)).status).toBe(200);
        const one = `${snapshots()}/${UUID}`;
        const outlived = await get(one);
        const first = await del(one);
        return { one, outlived, first, second: await del(one), shown: await get(one) };
      },
    );
    const { one, outlived, first, second, shown } = answers;
    expect(outlived.json).toMatchObject({ state: 'Available' });
    expect(first).toMatchObject({ status: 200, text: '{}' });
    expect(second).toMatchObject({ status: 400, json: { code: 9 } });
    expect(shown.json).toMatchObject({ state: 'Deleting' });
    await until(`${one} to be gone`, async () =>
      (await get(one)).status === 404 ? true : undefined,
    );
    expect(await del(one)).toMatchObject({ status: 404, json: { code: 5 } });
  });
}
