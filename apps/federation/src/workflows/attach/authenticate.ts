import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { Orm } from '@asterism/database/database';
import type { ClusterClients } from '../../cluster-client/cluster-client.ts';
import { createClusterStore } from '../../store/cluster-store.ts';
import { createServiceKeyStore } from '../../store/service-key-store.ts';
import type { WorkflowChange } from '../../store/workflow-store.ts';
import type { Stage, StageFailure, StageRun } from '../definition.ts';
import * as explain from './explain.ts';
import { principalOf, given } from './attach-context.ts';

type Outcome = Result<WorkflowChange, StageFailure>;

/**
 * Finds the key that the cluster accepts: one that was claimed for its certificate before, or else the one that the
 * attach began with. A key is claimed before anything that it signed is sent, so it never signs for two certificates.
 */
export function authenticate(orm: Orm, clusterClients: ClusterClients): Stage {
  const clusters = createClusterStore(orm);
  const keys = createServiceKeyStore(orm);

  /** Undefined when the cluster does not know the key. */
  async function signIn(
    { workflow, fence }: StageRun,
    keyId: string,
  ): Promise<Outcome | undefined> {
    await fence.check();
    const target = {
      apiEndpoints: [given(workflow.apiEndpoint)],
      tlsFingerprint: given(workflow.tlsFingerprint),
      keyId,
    };
    const { signal } = fence;
    const answer = await clusterClients
      .client(target, principalOf(workflow))
      .getCluster({}, { signal });
    if (answer.ok) return ok({ keyId });
    return answer.error.status === 401 ? undefined : err(explain.callFailed(answer.error, keyId));
  }

  /** Why the new key is refused by what has the certificate of an attached cluster: that is asked with its own key. */
  async function whoHas(
    stageRun: StageRun,
    tlsFingerprint: string,
    keyId: string,
  ): Promise<StageFailure | undefined> {
    const { workflow, fence } = stageRun;
    const known = (await clusters.list()).find((each) => each.tlsFingerprint === tlsFingerprint);
    if (known === undefined) return undefined;
    const target = { ...known, apiEndpoints: [given(workflow.apiEndpoint)] };
    const { signal } = fence;
    const told = await clusterClients
      .client(target, principalOf(workflow))
      .getCluster({}, { signal });
    return told.ok && told.value.UUID.toLowerCase() === known.id
      ? explain.attachedAlready(known.name, known.id)
      : explain.lookalikeRefuses(known.name, known.id, keyId);
  }

  /** Why a key that is not free for this certificate cannot be used. */
  async function whyTaken(keyId: string, tlsFingerprint: string): Promise<StageFailure> {
    const key = await keys.get(keyId);
    const endpoint = key?.apiEndpoint ?? '';
    if (key?.state === 'bound' && key.tlsFingerprint === tlsFingerprint) {
      return explain.beingAttached(endpoint);
    }
    const cluster = key?.clusterId ? await clusters.get(key.clusterId) : undefined;
    return explain.keyTaken(keyId, cluster?.name ?? endpoint);
  }

  return {
    name: 'authenticate',
    percent: 12,
    async run(stageRun) {
      const { workflow, fence } = stageRun;
      const tlsFingerprint = given(workflow.tlsFingerprint);
      const owner = { tlsFingerprint, apiEndpoint: given(workflow.apiEndpoint) };
      const first = given(workflow.keyId);
      const claimed = (await keys.claimedFor(tlsFingerprint)).map(({ id }) => id);
      for (const keyId of claimed) {
        const outcome = await signIn(stageRun, keyId);
        if (outcome !== undefined) return outcome;
      }
      const isFree =
        claimed.includes(first) ||
        (await fence.transaction((tx) => createServiceKeyStore(tx).claim(first, owner)));
      if (isFree && !claimed.includes(first)) {
        const outcome = await signIn(stageRun, first);
        if (outcome !== undefined) return outcome;
      }
      const lookalike = await whoHas(stageRun, tlsFingerprint, first);
      if (lookalike !== undefined) return err(lookalike);
      if (isFree) return err(explain.keyRefused(first));
      const [newest] = claimed;
      return err(
        newest === undefined ? await whyTaken(first, tlsFingerprint) : explain.keyRefused(newest),
      );
    },
  };
}
