import { expect, test } from 'vitest';
import { newName, volumesOf } from '../targets/volumes.ts';
import type { Target } from '../targets/target.ts';
import type { Ask } from './ask.ts';

/** The routes below a project, which OpenStack's driver uses (lightbits-api §7.1). */
export function testProjectPaths({ get, post, put, del }: Ask, target: () => Target): void {
  test('A volume lives below its project, which is stronger than the body', async () => {
    const volumes = `/projects/${target().project}/volumes`;
    const name = newName();
    expect((await get(`${volumes}/?name=${name}`)).status).toBe(404);
    const created = await post(volumes, {
      name,
      size: '1 gib',
      replicaCount: '1',
      compression: 'True',
      acl: { values: ['ALLOW_NONE'] },
      projectName: 'nowhere',
      sourceSnapshotUUID: null,
      sourceSnapshotName: null,
    });
    expect(created).toMatchObject({
      status: 200,
      json: { name, projectName: target().project },
    });
    const UUID = String(created.json['UUID']);
    const { ETag } = await volumesOf(target()).inState(UUID, 'Available');
    expect((await get(`${volumes}/?name=${name}`)).json).toMatchObject({ UUID });
    const grow = await put(
      `${volumes}/${UUID}`,
      { UUID, size: '2 gib' },
      { headers: { 'if-match': ETag } },
    );
    expect(grow).toMatchObject({ status: 200, text: '{}' });
    await volumesOf(target()).inState(UUID, 'Available');
    expect(await del(`${volumes}/${UUID}`)).toMatchObject({ status: 200, text: '{}' });
  });

  test('A volume is not there below another project', async () => {
    const { UUID } = await volumesOf(target()).createAvailable();
    const elsewhere = `/projects/${target().otherProject}/volumes/${UUID}`;
    expect(await get(elsewhere)).toMatchObject({ status: 404, json: { code: 5 } });
    expect(await put(elsewhere, { size: '2 gib' })).toMatchObject({ status: 404 });
    expect(await del(elsewhere)).toMatchObject({ status: 404 });
  });
}
