import { afterAll, beforeAll } from 'vitest';
import { startSimulator, type Living, type Simulator } from '../simulator.ts';
import { createTestClient, type Answer, type SendOptions } from './cluster-client.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';

/** One cluster for all tests of a file, over https, on a clock that they move. */
export interface RunningCluster {
  readonly clock: ManualClock;
  /** Sends a request below `/api/v2`, as the cluster's admin unless another token is given. */
  readonly send: (method: string, path: string, options?: SendOptions) => Promise<Answer>;
  /** Sends an order about the cluster to the control API. */
  readonly order: (path: string, body: object) => Promise<Answer>;
}

export function runningCluster(volumes: number, living?: Living): RunningCluster {
  const clock = createManualClock();
  const client = createTestClient();
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator({
      clusters: 1,
      volumes,
      seed: 7,
      clock,
      living,
      controlPort: 0,
    });
  });
  afterAll(async () => {
    await client.close();
    await simulator.close();
  });
  return {
    clock,
    order(path, body) {
      const apiEndpoint = simulator.clusters[0]?.apiEndpoint;
      return client.send('POST', `${simulator.controlUrl}${path}`, {
        body: { apiEndpoint, ...body },
        headers: { 'content-type': 'application/json' },
      });
    },
    send(method, path, options = {}) {
      const [cluster] = simulator.clusters;
      const url = `https://${cluster?.apiEndpoint}/api/v2${path}`;
      return client.send(method, url, { token: cluster?.adminJwt, ...options });
    },
  };
}

let serial = 0;

/** A good request for a volume with a name of its own, and what is to be otherwise. */
export const volumeRequest = (changes: object = {}): object => ({
  name: `wire-${(serial += 1)}`,
  size: '4 gib',
  replicaCount: 1,
  acl: { values: ['ALLOW_NONE'] },
  projectName: 'default',
  ...changes,
});
