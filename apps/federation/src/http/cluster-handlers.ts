import type { IncomingMessage } from 'node:http';
import type { Handlers } from '@asterism/api-server/operation-router';
import { err, ok } from '@asterism/api-types/common/result';
import type { federationApi } from '@asterism/api-types/federation-api/federation-api';
import type { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import type { RequestOrigin } from '@asterism/api-types/fleet-api/request-origin';
import type { Principal } from '../identity/principal.ts';
import type { PublicServiceKey, ServiceKeys } from '../keys/service-keys.ts';
import { attachCluster, type AttachDeps } from '../operations/clusters/attach-cluster.ts';
import {
  getFleetCluster,
  listClusters,
  listFleetClusters,
} from '../operations/clusters/describe-cluster.ts';
import { probeEndpoint } from '../operations/clusters/probe-endpoint.ts';
import { trustCertificate } from '../operations/clusters/trust-certificate.ts';
import type { OperationDeps } from '../operations/operation-deps.ts';
import { workflowFailure } from '../operations/workflows/workflow-failure.ts';
import type { ClusterStore } from '../store/cluster-store.ts';
import type { WorkflowService } from '../workflows/workflow-service.ts';

export type ClusterHandlerDeps = Pick<
  OperationDeps,
  'monitor' | 'inventory' | 'clusterClients' | 'thresholds'
> &
  AttachDeps & {
    readonly store: Pick<ClusterStore, 'list' | 'get' | 'pin'>;
    readonly keys: Pick<ServiceKeys, 'next' | 'claim'>;
    readonly workflows: Pick<WorkflowService, 'detach'>;
    readonly originOf: (request: IncomingMessage) => RequestOrigin;
  };

type ClusterHandlers = Pick<
  Handlers<typeof federationApi, Principal>,
  'listClusters' | 'attachCluster' | 'detachCluster' | 'getServiceCredentials'
> &
  Pick<
    Handlers<typeof fleetApi, Principal>,
    | 'listFleetClusters'
    | 'getFleetCluster'
    | 'claimServiceKey'
    | 'probeEndpoint'
    | 'trustCertificate'
  >;

/** `pubKey` of the reference is base64 of the PEM text. */
const credentialsOf = ({ id, publicKey }: PublicServiceKey) => ({
  pubKeyId: id,
  pubKey: Buffer.from(publicKey).toString('base64'),
});

/** The attached clusters, and what it takes to attach one: its key, its certificate, the workflow. */
export function clusterHandlers(deps: ClusterHandlerDeps): ClusterHandlers {
  const { keys, workflows, originOf } = deps;
  return {
    listClusters: async () => ok({ clusters: await listClusters(deps) }),
    async attachCluster(input, { principal, request, submission }) {
      const asked = { ...input, id: submission?.id, origin: originOf(request) };
      const workflowId = await attachCluster(deps, principal, asked);
      return workflowId.ok ? ok({ workflowId: workflowId.value }) : workflowId;
    },
    async detachCluster({ cid }, { principal, request }) {
      const detach = await workflows.detach(cid.toLowerCase(), principal, originOf(request));
      return detach.ok ? ok({}) : err(workflowFailure(detach.error));
    },
    getServiceCredentials: async () => ok(credentialsOf(await keys.next())),
    claimServiceKey: async (owner) => ok(credentialsOf(await keys.claim(owner))),
    listFleetClusters: () => ok({ clusters: listFleetClusters(deps) }),
    getFleetCluster: ({ clusterId }) => getFleetCluster(deps, clusterId),
    trustCertificate: ({ clusterId, tlsFingerprint }) =>
      trustCertificate(deps, clusterId.toLowerCase(), tlsFingerprint),
    probeEndpoint: async (input, { principal }) => ok(await probeEndpoint(deps, principal, input)),
  };
}
