import type { Logger } from 'pino';
import { startSimulator, type Simulator } from '@asterism/cluster-sim/simulator';
import type { FederationClient } from './test-federation.ts';

/** A simulator with its control API, and what an operator does on clusters. */
export interface TestSimulator extends Simulator {
  /** One order of the control API. */
  order(name: string, body: object): Promise<void>;
  /** Imports the key that the federation hands out now. */
  importKey(apiEndpoint: string, admin: FederationClient): Promise<string>;
}

export async function startTestSimulator(
  clusters: number,
  volumes: number,
  log?: Logger,
): Promise<TestSimulator> {
  const simulator = await startSimulator({ clusters, volumes, seed: 7, controlPort: 0, log });

  async function order(name: string, body: object): Promise<void> {
    const response = await fetch(`${simulator.controlUrl}/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${name}: ${await response.text()}`);
  }

  return {
    ...simulator,
    order,
    async importKey(apiEndpoint, admin) {
      const key = await admin.getServiceCredentials({});
      if (!key.ok) throw new Error(key.error.message);
      await order('import-credential', { apiEndpoint, ...key.value });
      return key.value.pubKeyId;
    },
  };
}
