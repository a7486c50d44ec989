import { API_VERSION } from '@asterism/api-types/cluster-api/cluster-operations';
import { uuid } from '@asterism/api-types/common/scalars';
import { err, ok } from '@asterism/api-types/common/result';
import type { Orm } from '@asterism/database/database';
import type { ClusterClients } from '../../cluster-client/cluster-client.ts';
import type { InventoryLoader } from '../../inventory/inventory-loader.ts';
import type { AttachedCluster } from '../../store/attached-cluster.ts';
import { createClusterStore, type JoiningOf } from '../../store/cluster-store.ts';
import { createServiceKeyStore } from '../../store/service-key-store.ts';
import type { WorkflowRow } from '../../store/workflow-store.ts';
import type { Stage, WorkflowDefinition } from '../workflow-definition.ts';
import {
  attachContext,
  fromEarlierStage,
  principalOf,
  targetOf,
  type AttachContext,
} from './attach-context.ts';
import { authenticate } from './authenticate.ts';
import * as explain from './explain.ts';

export interface AttachOptions {
  readonly orm: Orm;
  readonly clusterClients: ClusterClients;
  readonly loader: InventoryLoader;
  /** Called when the cluster is attached; may be called more than once. */
  readonly onAttached: (cluster: AttachedCluster) => void;
}

const contextOf = (workflow: WorkflowRow): AttachContext => attachContext.parse(workflow.facts);

/** The cluster as joining by this attach, and no other. */
const joiningOf = (workflow: WorkflowRow): JoiningOf => ({
  id: contextOf(workflow).id,
  keyId: fromEarlierStage(workflow.keyId),
  workflowId: workflow.id,
});

/** The workflow `attach cluster`. */
export function attachCluster({
  orm,
  clusterClients,
  loader,
  onAttached,
}: AttachOptions): WorkflowDefinition {
  const clusters = createClusterStore(orm);

  const reach: Stage = {
    name: 'reach',
    percent: 4,
    async run({ workflow, fence }) {
      const inspected = await clusterClients.inspect(
        fromEarlierStage(workflow.apiEndpoint),
        fence.signal,
      );
      // A port that answers without TLS is reached: the next stage says what is wrong with it.
      if (inspected.ok || inspected.error.kind === 'no-tls') return ok({});
      return err(explain.connectionFailed(inspected.error));
    },
  };

  const verifyTls: Stage = {
    name: 'verify TLS',
    percent: 8,
    async run({ workflow, fence }) {
      const inspected = await clusterClients.inspect(
        fromEarlierStage(workflow.apiEndpoint),
        fence.signal,
      );
      if (!inspected.ok) return err(explain.connectionFailed(inspected.error));
      const { tlsFingerprint } = inspected.value;
      const expected = workflow.tlsFingerprint ?? tlsFingerprint;
      if (expected !== tlsFingerprint)
        return err(explain.otherCertificate(expected, tlsFingerprint));
      return ok({ tlsFingerprint });
    },
  };

  const readCluster: Stage = {
    name: 'read cluster',
    percent: 16,
    async run({ workflow, fence }) {
      const target = targetOf(workflow);
      const client = clusterClients.client(target, principalOf(workflow));
      const { signal } = fence;
      const version = await client.getVersion({}, { signal });
      if (!version.ok) return err(explain.callFailed(version.error, target.keyId));
      await fence.check();
      const cluster = await client.getCluster({}, { signal });
      if (!cluster.ok) return err(explain.callFailed(cluster.error, target.keyId));
      const info = cluster.value;
      const name =
        info.clusterName === '' ? fromEarlierStage(workflow.apiEndpoint) : info.clusterName;
      const facts: AttachContext = {
        id: info.UUID.toLowerCase(),
        name,
        version: info.MinVersionInCluster,
        subsystemNqn: info.subsystemNQN,
        apiEndpoints: [...new Set([...target.apiEndpoints, ...info.apiEndpoints])],
        discoveryEndpoints: info.discoveryEndpoints,
        apiVersion: version.value.apiVersion,
      };
      return ok({ facts, target: name });
    },
  };

  const check: Stage = {
    name: 'check',
    percent: 20,
    async run({ workflow }) {
      const { id, apiVersion } = contextOf(workflow);
      if (apiVersion !== API_VERSION) return err(explain.otherApiVersion(apiVersion));
      if (!uuid.safeParse(id).success) return err(explain.noUuid);
      const known = await clusters.get(id);
      if (known !== undefined) return err(explain.attachedAlready(known.name, id));
      return ok({ clusterId: id });
    },
  };

  const register: Stage = {
    name: 'register',
    percent: 24,
    run({ workflow, fence }) {
      const { apiVersion: _, ...facts } = contextOf(workflow);
      const { keyId, tlsFingerprint } = targetOf(workflow);
      return fence.transaction(async (tx) => {
        const inTransaction = createClusterStore(tx);
        const joining = { ...facts, ...joiningOf(workflow), tlsFingerprint };
        if (!(await inTransaction.join({ ...joining, status: 'Connected' }))) {
          const known = await inTransaction.get(facts.id);
          if (known !== undefined) return err(explain.attachedAlready(known.name, facts.id));
          if (await inTransaction.isJoining(facts.id)) return err(explain.beingAttached());
          return err(explain.keyTaken(keyId));
        }
        if (await createServiceKeyStore(tx).bind(keyId, tlsFingerprint, facts.id)) return ok({});
        await inTransaction.dropJoining(joining);
        return err(explain.keyTaken(keyId));
      });
    },
  };

  const loadInventory: Stage = {
    name: 'load inventory',
    percent: 96,
    async run({ workflow, report, fence }) {
      const target = targetOf(workflow);
      const loaded = await loader.load(
        contextOf(workflow).id,
        target,
        (read, expected) => report(read === 0 ? 0 : read / expected),
        fence.signal,
      );
      return loaded.ok ? ok({}) : err(explain.callFailed(loaded.error, target.keyId));
    },
  };

  const done: Stage = {
    name: 'done',
    percent: 100,
    async run({ workflow, fence }) {
      const { id, name } = contextOf(workflow);
      const attached = await fence.transaction((tx) =>
        createClusterStore(tx).admit(joiningOf(workflow)),
      );
      if (attached === undefined) return err(explain.attachedAlready(name, id));
      onAttached(attached);
      return ok({});
    },
  };

  return {
    stages: [
      reach,
      verifyTls,
      authenticate(orm, clusterClients),
      readCluster,
      check,
      register,
      loadInventory,
      done,
    ],
    async tooLateToCancel({ clusterId, keyId }, tx) {
      const cluster = clusterId === null ? undefined : await createClusterStore(tx).get(clusterId);
      if (cluster === undefined || cluster.keyId !== keyId) return undefined;
      return `the cluster ${cluster.name} is attached already: detach it instead`;
    },
    async undo({ id: workflowId, keyId, clusterId }, tx) {
      if (keyId === null || clusterId === null) return;
      const inTransaction = createClusterStore(tx);
      if (await inTransaction.dropJoining({ id: clusterId, keyId, workflowId })) {
        await createServiceKeyStore(tx).unbind(keyId, clusterId);
      }
      // Also when it had not joined: its volumes may have been read before another attach dropped it.
      if (await inTransaction.isJoining(clusterId)) return;
      if ((await inTransaction.get(clusterId)) === undefined) loader.forget(clusterId);
    },
  };
}
