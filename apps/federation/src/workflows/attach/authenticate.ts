import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { Orm } from '@asterism/database/database';
import type { ClusterClients } from '../../cluster-client/cluster-client.ts';
import { refusalOf } from '../../cluster-client/cluster-failure.ts';
import { createClusterStore } from '../../store/cluster-store.ts';
import { createServiceKeyStore } from '../../store/service-key-store.ts';
import type { StageFailure } from '../core/stage-failure.ts';
import type { Learned, Stage, StageRun } from '../workflow-definition.ts';
import * as explain from './explain.ts';
import { principalOf, fromEarlierStage } from './attach-context.ts';

type Outcome = Result<Learned, StageFailure>;

/**
 * Finds the key that the cluster accepts: one that was claimed for its certificate before, or else the attach's first
 * one. A key is claimed before anything that it signed is sent, so it never signs for two certificates.
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
      apiEndpoints: [fromEarlierStage(workflow.apiEndpoint)],
      tlsFingerprint: fromEarlierStage(workflow.tlsFingerprint),
      keyId,
    };
    const { signal } = fence;
    const answer = await clusterClients
      .client(target, principalOf(workflow))
      .getCluster({}, { signal });
    if (answer.ok) return ok({ keyId });
    return refusalOf(answer.error)?.kind === 'key-refused'
      ? undefined
      : err(explain.callFailed(answer.error, keyId));
  }

  /** Why a cluster with the certificate of an attached one refuses the new key: it is asked with the key of that one. */
  async function explainKnownCertificate(
    stageRun: StageRun,
    tlsFingerprint: string,
    keyId: string,
  ): Promise<StageFailure | undefined> {
    const { workflow, fence } = stageRun;
    const known = (await clusters.list()).find((each) => each.tlsFingerprint === tlsFingerprint);
    if (known === undefined) return undefined;
    const target = { ...known, apiEndpoints: [fromEarlierStage(workflow.apiEndpoint)] };
    const { signal } = fence;
    const answer = await clusterClients
      .client(target, principalOf(workflow))
      .getCluster({}, { signal });
    return answer.ok && answer.value.UUID.toLowerCase() === known.id
      ? explain.attachedAlready(known.name, known.id)
      : explain.sameCertificateRefuses(known.name, known.id, keyId);
  }

  /** Why a key cannot be claimed for this certificate. */
  async function explainTaken(keyId: string, tlsFingerprint: string): Promise<StageFailure> {
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
      const tlsFingerprint = fromEarlierStage(workflow.tlsFingerprint);
      const owner = { tlsFingerprint, apiEndpoint: fromEarlierStage(workflow.apiEndpoint) };
      const first = fromEarlierStage(workflow.keyId);
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
      const known = await explainKnownCertificate(stageRun, tlsFingerprint, first);
      if (known !== undefined) return err(known);
      if (isFree) return err(explain.keyRefused(first));
      const [newest] = claimed;
      return err(
        newest === undefined
          ? await explainTaken(first, tlsFingerprint)
          : explain.keyRefused(newest),
      );
    },
  };
}
