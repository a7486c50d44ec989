import { expect, test } from 'vitest';
import { until } from '@asterism/test-stack/until';
import { volumesOf, wireVolumes } from '../targets/volumes.ts';
import type { Target } from '../targets/target.ts';
import { whileInMotion } from '../targets/while-in-motion.ts';
import type { Ask } from './ask.ts';

/** From Creating to 404, and what a volume refuses on its way (reference; lightbits-api §5). */
export function testLifeCycle({ get, put, del }: Ask, target: () => Target): void {
  const gone = (UUID: string) =>
    until(`the volume ${UUID} to be gone`, async () =>
      (await get(`/volumes/${UUID}`)).status === 404 ? true : undefined,
    );

  test('A volume is Creating, Available, Updating, Available, Deleting and gone', async () => {
    const volumes = volumesOf(target());
    const { UUID, name, state } = await volumes.create();
    expect(['Creating', 'Available']).toContain(state);
    const available = await volumes.inState(UUID, 'Available');
    expect(available).toMatchObject({ name, size: String(2 ** 30) });

    expect(await put(`/volumes/${UUID}`, { size: '2 gib' })).toMatchObject({
      status: 200,
      text: '{}',
    });
    const updating = await get(`/volumes/${UUID}`);
    expect(['Updating', 'Available']).toContain(updating.json['state']);
    const grown = await volumes.inState(UUID, 'Available');
    expect(grown.size).toBe(String(2 ** 31));

    expect(await del(`/volumes/${UUID}`)).toMatchObject({ status: 200, text: '{}' });
    await gone(UUID);
    expect(await del(`/volumes/${UUID}`)).toMatchObject({ status: 404, json: { code: 5 } });
    expect(await put(`/volumes/${UUID}`, { size: '3 gib' })).toMatchObject({ status: 404 });
  });

  test('While it is Updating it takes no other change', async () => {
    const { createAvailable } = volumesOf(target());
    const answers = await whileInMotion(
      target().inMotionMs.updating,
      createAvailable,
      async ({ UUID }) => {
        await put(`/volumes/${UUID}`, { size: '2 gib' });
        return [await put(`/volumes/${UUID}`, { size: '3 gib' }), await del(`/volumes/${UUID}`)];
      },
    );
    for (const answer of answers) expect(answer).toMatchObject({ status: 503, json: { code: 14 } });
  });

  test('While it is Deleting it accepts no change, and is listed only with showAll', async () => {
    const { createAvailable } = volumesOf(target());
    const seen = await whileInMotion(
      target().inMotionMs.deleting,
      createAvailable,
      async ({ UUID, name, projectName }) => {
        await del(`/volumes/${UUID}`);
        const refusals = [
          await del(`/volumes/${UUID}`),
          await put(`/volumes/${UUID}`, { size: '3 gib' }),
        ];
        const named = `/volumes?name=${name}&projectName=${projectName}`;
        const [listed, listedWithAll] = [await get(named), await get(`${named}&showAll=true`)];
        return { UUID, refusals, listed, listedWithAll, shown: await get(`/volumes/${UUID}`) };
      },
    );
    const { UUID, refusals, listed, listedWithAll, shown } = seen;
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({ status: 400, json: { code: 9 } });
    }
    expect(wireVolumes(listed.json)).toEqual([]);
    expect(wireVolumes(listedWithAll.json)).toMatchObject([{ UUID }]);
    expect(shown.json).toMatchObject({ UUID, state: 'Deleting' });
  });

  test('Its name is free again as soon as it is Deleting', async () => {
    const volumes = volumesOf(target());
    const { UUID, name } = await volumes.createAvailable();
    await del(`/volumes/${UUID}`);
    const next = await volumes.create(name);
    expect(next).toMatchObject({ name });
    expect(next.UUID).not.toBe(UUID);
  });

  test('It shrinks by force alone', async () => {
    const { UUID } = await volumesOf(target()).createAvailable();
    const smaller = { size: '512 mib' };
    expect(await put(`/volumes/${UUID}`, smaller)).toMatchObject({
      status: 400,
      json: { code: 3 },
    });
    expect(await put(`/volumes/${UUID}`, { ...smaller, Force: true })).toMatchObject({
      text: '{}',
    });
    const { size } = await volumesOf(target()).inState(UUID, 'Available');
    expect(size).toBe(String(2 ** 29));
  });
}
