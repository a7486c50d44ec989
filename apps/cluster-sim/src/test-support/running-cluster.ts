import { afterAll, beforeAll } from 'vitest';
import { startSimulator, type Simulator } from '../simulator.ts';
import { createTestClient, type Answer, type SendOptions } from './cluster-client.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';

/** One cluster for all tests of a file, over https, on a clock that they move. */
export interface RunningCluster {
  readonly clock: ManualClock;
  /** Sends a request below `/api/v2`, as the cluster's admin unless told otherwise. */
  readonly send: (method: string, path: string, options?: SendOptions) => Promise<Answer>;
}

export function runningCluster(volumes: number): RunningCluster {
  const clock = createManualClock();
  const client = createTestClient();
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator({ clusters: 1, volumes, seed: 7, clock });
  });
  afterAll(async () => {
    await client.close();
    await simulator.close();
  });
  return {
    clock,
    send(method, path, options = {}) {
      const [cluster] = simulator.clusters;
      const url = `https://${cluster?.apiEndpoint}/api/v2${path}`;
      return client.send(method, url, { token: cluster?.adminJwt, ...options });
    },
  };
}
