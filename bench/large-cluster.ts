import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { pino } from 'pino';
import { createClusterApp } from '@asterism/cluster-sim/http/cluster-app';
import { createFaultGate } from '@asterism/cluster-sim/http/fault-gate';
import {
  ADMIN_KEY_ID,
  generateAdminKey,
  payloadOf,
  signAdminToken,
} from '@asterism/cluster-sim/identity/admin-key';
import { DEFAULT_TIMING } from '@asterism/cluster-sim/model/clock';
import { createClusterModel } from '@asterism/cluster-sim/model/cluster-model';
import { seedCluster } from '@asterism/cluster-sim/scenarios/seed-cluster';

/** The whole API of one simulated cluster, without a server: so it can be measured on http and on https alike. */
export async function createLargeCluster(volumes: number): Promise<{
  readonly api: RequestListener;
  readonly adminJwt: string;
  readonly clusterId: string;
}> {
  const seed = seedCluster({ seed: 7, index: 0, volumes, name: 'large' });
  const model = createClusterModel({
    seed,
    clock: Date,
    timing: DEFAULT_TIMING,
    newUuid: randomUUID,
    record: () => {},
  });
  const adminKey = await generateAdminKey();
  model.commit({
    kind: 'credential',
    credential: {
      projectName: 'system',
      ID: ADMIN_KEY_ID,
      type: 'RS256PubKey',
      payload: payloadOf(adminKey),
      kind: 'UserCreds',
    },
  });
  const api = createClusterApp({
    model,
    faults: createFaultGate(),
    now: model.now,
    apiEndpoints: () => [],
    log: pino({ level: 'silent' }),
  });
  const adminJwt = await signAdminToken(adminKey, Date.now());
  return { api, adminJwt, clusterId: seed.spec.UUID };
}
