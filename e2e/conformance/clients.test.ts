import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { playCinder } from './clients/cinder.ts';
import { clientTarget } from './clients/client-target.ts';
import { playProxmox } from './clients/proxmox.ts';
import { federationTarget } from './targets/federation.ts';
import { simulatorTarget } from './targets/simulator.ts';
import type { Target } from './targets/target.ts';

const TARGETS = { simulator: simulatorTarget, federation: federationTarget } as const;
const CLIENTS = { "OpenStack Cinder's driver": playCinder, "Proxmox VE's plugin": playProxmox };

// They wait for volumes most of the time, and each has its own.
describe.concurrent.each(Object.entries(TARGETS))('on the %s', (_, targetOf) => {
  let target: Target;
  beforeAll(async () => {
    target = await targetOf(inject('stack'));
  });
  afterAll(() => target.close());

  test.each(Object.entries(CLIENTS))('%s works unmodified', async (_, play) => {
    const exchanges = await play(clientTarget(target));
    expect(exchanges.at(-1)?.status).toBe(404);
  });
});
