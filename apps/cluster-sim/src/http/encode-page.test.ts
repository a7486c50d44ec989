import { expect, test } from 'vitest';
import { z } from 'zod/mini';
import { runningCluster } from '../test-support/running-cluster.ts';

/** A page that was asked for before is kept as it was sent: it must never be told when it is not true any more. */
const { clock, send } = runningCluster(50);
const used = runningCluster(50, {});

const listed = z.object({
  volumes: z.array(
    z.object({ UUID: z.string(), name: z.string(), state: z.string(), qosPolicyName: z.string() }),
  ),
});
const list = async (query = '') =>
  listed.parse((await send('GET', `/volumes?limit=50${query}`)).json).volumes;
const create = async (name: string, changes: object = {}): Promise<string> => {
  const body = {
    name,
    size: '4 gib',
    replicaCount: 1,
    acl: { values: ['ALLOW_ANY'] },
    projectName: 'default',
    ...changes,
  };
  const created = await send('POST', '/volumes', { body });
  expect(created.status).toBe(200);
  clock.advance(2000);
  return String(created.json['UUID']);
};

test('a page is the same text while nothing changes, and follows every change of a volume', async () => {
  const UUID = await create('kept');
  const query = '/volumes?limit=1000';
  const before = await send('GET', query);
  expect((await send('GET', query)).text).toBe(before.text);

  expect((await send('PUT', `/volumes/${UUID}`, { body: { size: '8 gib' } })).status).toBe(200);
  expect((await list('&name=kept'))[0]?.state).toBe('Updating');
  const updating = await send('GET', query);
  expect(updating.text).not.toBe(before.text);
  clock.advance(2000);
  const updated = await send('GET', query);
  expect(updated.text).not.toBe(updating.text);
  expect(updated.text).toContain(String(8 * 1024 ** 3));

  expect((await send('DELETE', `/volumes/${UUID}`)).status).toBe(200);
  expect((await send('GET', query)).text).not.toContain(UUID);
});

test('a page follows what its volumes use, five minutes after five minutes', async () => {
  const query = '/volumes?limit=1000';
  const before = await used.send('GET', query);
  used.clock.advance(299_000);
  expect((await used.send('GET', query)).text).toBe(before.text);
  used.clock.advance(1000);
  const after = await used.send('GET', query);
  expect(after.text).not.toBe(before.text);
  const withoutStatistics = ({ text }: { text: string }) =>
    text.replaceAll(/"statistics":\{[^}]*\}/g, '');
  expect(withoutStatistics(after)).toBe(withoutStatistics(before));
});

test('a page follows the new name of a QoS policy', async () => {
  const qoSRateLimitPolicy = { policyVisibility: 2, limitIOPS: { writeIOPSLimit: 512 } };
  const policy = await send('POST', '/policies', { body: { name: 'argon', qoSRateLimitPolicy } });
  await create('ruled', { qosPolicyName: 'argon' });
  expect((await list('&name=ruled'))[0]?.qosPolicyName).toBe('argon');
  const renamed = await send('PUT', `/policies/${String(policy.json['UUID'])}`, {
    body: { name: 'krypton' },
  });
  expect(renamed.status).toBe(200);
  expect((await list('&name=ruled'))[0]?.qosPolicyName).toBe('krypton');
});

test('pages that begin with the same volume and differ in what else they hold are told apart', async () => {
  const first = await create('twin-1', { projectName: 'default' });
  const all = await list();
  const own = await list('&projectName=default');
  expect(await list()).toEqual(all);
  expect(await list('&projectName=default')).toEqual(own);
  expect(own.map(({ UUID }) => UUID)).toContain(first);
});
