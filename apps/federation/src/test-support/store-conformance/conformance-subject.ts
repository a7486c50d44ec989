import { randomUUID } from 'node:crypto';
import type { Database } from '@asterism/database/database';
import { createStores, type Stores } from '../../store/stores.ts';
import type { JoiningCluster } from '../../store/cluster-store.ts';
import type { StoredServiceKey } from '../../store/service-key-store.ts';
import type { NewWorkflow } from '../../store/workflow-store.ts';

/** A database that has to keep the stores' promises. Each call of `stores` is another replica. */
export interface ConformanceSubject {
  database(): Database;
  stores(): Stores;
}

export const inTransaction = <T>(
  subject: ConformanceSubject,
  work: (stores: Stores) => Promise<T>,
): Promise<T> => subject.database().orm.transaction((tx) => work(createStores(tx)));

export async function addServiceKey({ serviceKeys }: Stores): Promise<StoredServiceKey> {
  const id = `cf-${randomUUID()}`;
  await serviceKeys.add({ id, publicKey: `public ${id}`, privateKey: `sealed ${id}` });
  const key = await serviceKeys.get(id);
  if (key === undefined) throw new Error('the key was not added');
  return key;
}

export const joiningCluster = (
  keyId: string,
  facts: Partial<JoiningCluster> = {},
): JoiningCluster => ({
  id: randomUUID(),
  name: 'a cluster',
  version: '3.9.1',
  subsystemNqn: 'nqn.test',
  apiEndpoints: ['192.0.2.1:443'],
  discoveryEndpoints: [],
  tlsFingerprint: 'pinned',
  keyId,
  status: 'Connected',
  workflowId: randomUUID(),
  ...facts,
});

export const newDetach = (facts: Partial<NewWorkflow> = {}): NewWorkflow => ({
  id: randomUUID(),
  type: 'detach cluster',
  stages: [{ name: 'first', state: 'waiting' }],
  target: 'a cluster',
  clusterId: randomUUID(),
  startedBy: 'admin',
  startedByRoles: [],
  ...facts,
});

export const newAttach = (facts: Partial<NewWorkflow> = {}): NewWorkflow => ({
  ...newDetach(),
  type: 'attach cluster',
  apiEndpoint: `${randomUUID()}:443`,
  ...facts,
});
