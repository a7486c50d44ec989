import { API_VERSION } from '@asterism/api-types/cluster-api/cluster-operations';
import { uuid } from '@asterism/api-types/common/scalars';
import { err, ok } from '@asterism/api-types/common/result';
import type { Orm } from '@asterism/database/database';
import type {
  Actor,
  ClusterCaller,
  ClusterTarget,
} from '../../cluster-client/cluster-connection.ts';
import type { InventoryLoader } from '../../inventory/inventory-loader.ts';
import type { AttachedCluster } from '../../store/attached-cluster.ts';
import { createClusterStore } from '../../store/cluster-store.ts';
import { createServiceKeyStore } from '../../store/service-key-store.ts';
import type { WorkflowRow } from '../../store/workflow-store.ts';
import type { Stage, WorkflowDefinition } from '../definition.ts';
import { clusterFacts, type ClusterFacts } from './cluster-facts.ts';
import * as explain from './explain.ts';

export interface AttachOptions {
  readonly orm: Orm;
  readonly caller: ClusterCaller;
  readonly loader: InventoryLoader;
  /** Told when the cluster is attached; may be told more than once. */
  readonly onAttached: (cluster: AttachedCluster) => void;
}

const actorOf = ({ startedBy, startedByRoles }: WorkflowRow): Actor => ({
  subject: startedBy,
  roles: startedByRoles,
});

/** What the stages before have left; they have run, or this stage would not. */
function given<T>(value: T | null): T {
  if (value === null) throw new Error('a stage ran before the one that it builds on');
  return value;
}

const factsOf = (workflow: WorkflowRow): ClusterFacts => clusterFacts.parse(workflow.facts);

const targetOf = (workflow: WorkflowRow): ClusterTarget => ({
  apiEndpoints: [given(workflow.apiEndpoint)],
  tlsFingerprint: given(workflow.tlsFingerprint),
  keyId: given(workflow.keyId),
});

/** The workflow `attach cluster`. */
export function attachCluster({
  orm,
  caller,
  loader,
  onAttached,
}: AttachOptions): WorkflowDefinition {
  const clusters = createClusterStore(orm);

  const reach: Stage = {
    name: 'reach',
    percent: 4,
    async run({ workflow }) {
      const seen = await caller.inspect(given(workflow.apiEndpoint));
      // A port that answers, but not with TLS, is reached: the next stage says what is wrong with it.
      if (seen.ok || seen.error.kind === 'no-tls') return ok({});
      return err(explain.connectionFailed(seen.error));
    },
  };

  const verifyTls: Stage = {
    name: 'verify TLS',
    percent: 8,
    async run({ workflow }) {
      const seen = await caller.inspect(given(workflow.apiEndpoint));
      if (!seen.ok) return err(explain.connectionFailed(seen.error));
      const { tlsFingerprint } = seen.value;
      const expected = workflow.tlsFingerprint ?? tlsFingerprint;
      if (expected !== tlsFingerprint)
        return err(explain.otherCertificate(expected, tlsFingerprint));
      return ok({ tlsFingerprint });
    },
  };

  const authenticate: Stage = {
    name: 'authenticate',
    percent: 12,
    async run({ workflow }) {
      const target = targetOf(workflow);
      const answer = await caller.client(target, actorOf(workflow)).getCluster({});
      if (answer.ok) return ok({});
      // An attached cluster has its own key: it is no wonder that it refuses the next one.
      const known = (await clusters.list()).find(
        ({ tlsFingerprint }) => tlsFingerprint === target.tlsFingerprint,
      );
      return err(
        answer.error.status === 401 && known !== undefined
          ? explain.attachedAlready(known.name, known.id)
          : explain.callFailed(answer.error, target.keyId),
      );
    },
  };

  const readCluster: Stage = {
    name: 'read cluster',
    percent: 16,
    async run({ workflow, fence }) {
      const target = targetOf(workflow);
      const client = caller.client(target, actorOf(workflow));
      const version = await client.getVersion({});
      if (!version.ok) return err(explain.callFailed(version.error, target.keyId));
      await fence.check();
      const cluster = await client.getCluster({});
      if (!cluster.ok) return err(explain.callFailed(cluster.error, target.keyId));
      const info = cluster.value;
      const name = info.clusterName === '' ? given(workflow.apiEndpoint) : info.clusterName;
      const facts: ClusterFacts = {
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
      const { id, apiVersion } = factsOf(workflow);
      if (apiVersion !== API_VERSION) return err(explain.otherApiVersion(apiVersion));
      if (!uuid.safeParse(id).success) return err(explain.withoutUuid);
      const known = await clusters.get(id);
      if (known !== undefined) return err(explain.attachedAlready(known.name, id));
      return ok({ clusterId: id });
    },
  };

  const register: Stage = {
    name: 'register',
    percent: 24,
    run({ workflow, fence }) {
      const { apiVersion: _, ...facts } = factsOf(workflow);
      const { keyId, tlsFingerprint } = targetOf(workflow);
      return fence.transaction(async (tx) => {
        const keys = createServiceKeyStore(tx);
        if (!(await keys.bind(keyId, facts.id))) return err(explain.keyTaken(keyId));
        const joining = { ...facts, tlsFingerprint, keyId, status: 'Connected' } as const;
        if (await createClusterStore(tx).join(joining)) return ok({});
        await keys.unbind(keyId);
        return err(explain.attachedAlready(facts.name, facts.id));
      });
    },
  };

  const loadInventory: Stage = {
    name: 'load inventory',
    percent: 96,
    async run({ workflow, report, fence }) {
      const target = targetOf(workflow);
      const loaded = await loader.load(
        factsOf(workflow).id,
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
      const { id, name } = factsOf(workflow);
      const attached = await fence.transaction((tx) => createClusterStore(tx).admit(id));
      if (attached === undefined) return err(explain.attachedAlready(name, id));
      onAttached(attached);
      return ok({});
    },
  };

  return {
    stages: [reach, verifyTls, authenticate, readCluster, check, register, loadInventory, done],
    async undo({ keyId, clusterId }, tx) {
      if (keyId === null) return;
      const joining = createClusterStore(tx);
      const dropped = await joining.dropJoining(keyId);
      if (dropped !== undefined) await createServiceKeyStore(tx).unbind(keyId);
      // Also when another attach of the cluster has dropped it: its volumes may have been read since.
      if (clusterId === null || (await joining.isJoining(clusterId))) return;
      if ((await joining.get(clusterId)) === undefined) loader.forget(clusterId);
    },
  };
}
