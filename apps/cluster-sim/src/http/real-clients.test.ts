import { afterAll, beforeAll, expect, test } from 'vitest';
import { Agent, fetch } from 'undici';
import { playCinder } from '../../../../e2e/conformance/clients/cinder.ts';
import { playProxmox } from '../../../../e2e/conformance/clients/proxmox.ts';
import type { ClientTarget } from '../../../../e2e/conformance/clients/script.ts';
import { startSimulator, type Simulator } from '../simulator.ts';
import { createManualClock } from '../test-support/manual-clock.ts';

const clock = createManualClock();
const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ clusters: 1, volumes: 5, seed: 7, clock });
});
afterAll(async () => {
  await dispatcher.destroy();
  await simulator.close();
});

const target = (): ClientTarget => {
  const [cluster] = simulator.clusters;
  return {
    baseUrl: `https://${cluster?.apiEndpoint}`,
    headers: { authorization: `Bearer ${cluster?.adminJwt ?? ''}` },
    project: 'default',
    pause: async () => clock.advance(1000),
    fetch: async (url, { method = 'GET', headers, body }) => {
      const answer = await fetch(url, {
        method,
        dispatcher,
        headers: Object.entries(headers ?? {}),
        ...(typeof body === 'string' ? { body } : {}),
      });
      return new Response(await answer.text(), { status: answer.status });
    },
  };
};

test("OpenStack Cinder's driver works unmodified, and comes again when the volume is busy", async () => {
  const exchanges = await playCinder(target());
  const statuses = (does: string) =>
    exchanges.filter((one) => one.does === does).map(({ status }) => status);
  expect(statuses('extend it again at once')).toEqual([503]);
  expect(statuses('extend it again')).toEqual([200]);
  expect(statuses('wait for the end of the volume').at(-1)).toBe(404);
});

test("Proxmox VE's plugin works unmodified, snapshots and rollback included", async () => {
  const exchanges = await playProxmox(target());
  const status = (does: string) => exchanges.find((one) => one.does === does)?.status;
  expect(status('roll back')).toBe(200);
  expect(status('delete it once more')).toBe(400);
  expect(exchanges.at(-1)).toEqual({ does: 'wait until it is gone', status: 404 });
});
