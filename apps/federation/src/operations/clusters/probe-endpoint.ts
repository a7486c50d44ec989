import { API_VERSION } from '@asterism/api-types/cluster-api/cluster-operations';
import type { OperationAnswer, OperationArguments } from '@asterism/api-types/common/operation';
import type { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import type {
  TokenPrincipal,
  ClusterClient,
  ClusterError,
  EndpointCertificate,
} from '../../cluster-client/cluster-client.ts';
import { findLookalike } from './find-lookalike.ts';
import type { OperationDeps } from '../operation-deps.ts';
import type { ServiceKeys } from '../../keys/service-keys.ts';
import { describeRefusal, refusalOf } from '../../cluster-client/cluster-failure.ts';
import { problemOf } from '../../workflows/attach/explain.ts';

type Probe = (typeof fleetApi)['probeEndpoint'];
type Answer = OperationAnswer<Probe>;

const certificateOf = (certificate: EndpointCertificate) => ({
  tlsFingerprint: certificate.tlsFingerprint,
  certificateSubject: certificate.subject,
  certificateValidFrom: certificate.validFrom,
  certificateValidTo: certificate.validTo,
});

function notAccepted(error: ClusterError): Partial<Answer> {
  const refusal = refusalOf(error);
  const reason = refusal === undefined ? error.message : `the cluster ${describeRefusal(refusal)}`;
  return { keyAccepted: false, reason, keyProblem: problemOf(error) };
}

async function tryKey(
  client: ClusterClient,
  isAttached: (clusterId: string) => boolean,
): Promise<Partial<Answer>> {
  const version = await client.getVersion({});
  if (!version.ok) return notAccepted(version.error);
  if (version.value.apiVersion !== API_VERSION) {
    const reason = `the cluster speaks API version ${version.value.apiVersion}, not ${API_VERSION}`;
    return { keyAccepted: false, reason, keyProblem: { kind: 'other-version' } };
  }
  const cluster = await client.getCluster({});
  if (!cluster.ok) return notAccepted(cluster.error);
  const { UUID, clusterName, MinVersionInCluster } = cluster.value;
  return {
    keyAccepted: true,
    clusterId: UUID,
    clusterName,
    version: MinVersionInCluster,
    attached: isAttached(UUID),
  };
}

/**
 * Inspects an endpoint before an attach. Without a confirmed fingerprint nothing but a TLS handshake is sent, but for what
 * has the certificate of an attached cluster: its UUID is read with that cluster's key. With a confirmed one, and
 * only if it is presented, a token of the service key that is claimed for it, to learn whether the cluster takes it.
 */
export async function probeEndpoint(
  {
    clusterClients,
    monitor,
    keys,
  }: Pick<OperationDeps, 'clusterClients' | 'monitor'> & {
    readonly keys: Pick<ServiceKeys, 'claim'>;
  },
  principal: TokenPrincipal,
  { apiEndpoint, tlsFingerprint }: OperationArguments<Probe>,
): Promise<Answer> {
  const seen = await clusterClients.inspect(apiEndpoint);
  if (!seen.ok) {
    const { kind, reason } = seen.error;
    return { reachable: false, reason, problem: kind };
  }
  const answer = { reachable: true, ...certificateOf(seen.value) };
  if (tlsFingerprint === undefined) {
    const seenAs = { apiEndpoint, tlsFingerprint: seen.value.tlsFingerprint };
    const lookalike = await findLookalike({ clusterClients, monitor }, principal, seenAs);
    return { ...answer, ...(lookalike === undefined ? {} : { lookalike }) };
  }
  if (tlsFingerprint !== seen.value.tlsFingerprint) {
    const reason = 'the endpoint presents another certificate than the one that was confirmed';
    return { ...answer, keyAccepted: false, reason, keyProblem: { kind: 'other-certificate' } };
  }
  const { id: keyId } = await keys.claim({ tlsFingerprint, apiEndpoint });
  const target = { apiEndpoints: [apiEndpoint], tlsFingerprint, keyId };
  const client = clusterClients.client(target, principal);
  return { ...answer, ...(await tryKey(client, (id) => monitor.cluster(id) !== undefined)) };
}
