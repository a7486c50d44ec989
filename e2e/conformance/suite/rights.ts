import { expect, test } from 'vitest';
import { newName, volumesOf } from '../targets/volumes.ts';
import type { Role, Target } from '../targets/target.ts';
import { UNKNOWN_UUID, type Ask } from './ask.ts';

const DENIED = { status: 403, json: { code: 7 } };
const NOT_THERE = { status: 404, json: { code: 5 } };

/**
 * Whose changes are refused, and how much an answer reveals (lightbits-api §3). A principal who may change nothing is
 * refused whatever they name, which reveals nothing. For one who may change some project, what others have does not exist.
 */
export function testRights({ get, post, put, del }: Ask, target: () => Target): void {
  const grow = { size: '2 gib' };
  const changesOf = (as: Role, path: string) => [
    () => put(path, grow, { as }),
    () => del(path, { as }),
  ];

  test('A viewer is refused, whether there is such a volume or not', async () => {
    const { UUID } = await volumesOf(target()).createAvailable();
    const below = `/projects/${target().viewerProject}`;
    const paths = [UUID, UNKNOWN_UUID].flatMap((one) => [
      `/volumes/${one}`,
      `${below}/volumes/${one}`,
      `/projects/${target().project}/volumes/${one}`,
    ]);
    for (const change of paths.flatMap((path) => changesOf('viewer', path))) {
      expect(await change()).toMatchObject(DENIED);
    }
    const back = { srcSnapshotUUID: UNKNOWN_UUID };
    const rollback = put(`${below}/volumes/${UUID}/rollback`, back, { as: 'viewer' });
    expect(await rollback).toMatchObject(DENIED);
    const snapshot = { name: newName(), sourceVolumeUUID: UUID };
    const created = post(`${below}/snapshots`, snapshot, { as: 'viewer' });
    expect(await created).toMatchObject(DENIED);
    expect(await del(`${below}/snapshots/${UNKNOWN_UUID}`, { as: 'viewer' })).toMatchObject(DENIED);
    expect(await get(`/volumes/${UUID}`)).toMatchObject({ json: { state: 'Available' } });
  });

  test('A tenant reads what Cinder asks for at its start, and no capacity', async () => {
    for (const path of ['/clusterinfo', '/nodes', '/version']) {
      expect((await get(path, { as: 'editor' })).status).toBe(200);
    }
    expect(await get('/cluster', { as: 'editor' })).toMatchObject(DENIED);
  });

  test('To the admin of another project a volume is as one that is not there', async () => {
    const { UUID, ETag } = await volumesOf(target()).createAvailable();
    const below = `/projects/${target().viewerProject}`;
    const paths = [UUID, UNKNOWN_UUID].flatMap((one) => [
      `/volumes/${one}`,
      `${below}/volumes/${one}`,
    ]);
    for (const change of paths.flatMap((path) => changesOf('editor', path))) {
      expect(await change()).toMatchObject(NOT_THERE);
    }
    const elsewhere = `/projects/${target().project}/volumes/${UUID}`;
    for (const change of changesOf('editor', elsewhere))
      expect(await change()).toMatchObject(DENIED);
    const named = { ...grow, projectName: target().project };
    expect(await put(`/volumes/${UUID}`, named, { as: 'editor' })).toMatchObject(DENIED);
    expect(await get(`/volumes/${UUID}`)).toMatchObject({ json: { state: 'Available', ETag } });
  });

  test('The admin of its project changes and deletes a volume', async () => {
    const volumes = volumesOf(target());
    const { UUID } = await volumes.create(newName(), target().viewerProject);
    await volumes.inState(UUID, 'Available');
    const path = `/volumes/${UUID}`;
    expect(await put(path, grow, { as: 'editor' })).toMatchObject({ status: 200, text: '{}' });
    await volumes.inState(UUID, 'Available');
    expect(await del(path, { as: 'editor' })).toMatchObject({ status: 200, text: '{}' });
  });
}
