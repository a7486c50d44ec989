import type { Lookalike } from '@asterism/api-types/fleet-api/attach-api';
import type { TokenPrincipal } from '../../cluster-client/cluster-client.ts';
import type { AttachedCluster } from '../../store/attached-cluster.ts';
import type { OperationDeps } from '../operation-deps.ts';

interface SeenEndpoint {
  readonly apiEndpoint: string;
  /** Of the certificate that it presents. */
  readonly tlsFingerprint: string;
}

const NOT_READ = { identity: 'unknown', reportedUUID: '' } as const;

/** What the endpoint says it is, to the key of the cluster whose certificate it has. */
async function identityOf(
  { clusterClients }: Pick<OperationDeps, 'clusterClients'>,
  principal: TokenPrincipal,
  { apiEndpoint, tlsFingerprint }: SeenEndpoint,
  { id, keyId }: AttachedCluster,
): Promise<Pick<Lookalike, 'identity' | 'reportedUUID'>> {
  const target = { apiEndpoints: [apiEndpoint], tlsFingerprint, keyId };
  const answer = await clusterClients.client(target, principal).getCluster({});
  if (!answer.ok) return NOT_READ;
  const { UUID } = answer.value;
  return UUID.toLowerCase() === id
    ? { identity: 'same', reportedUUID: '' }
    : { identity: 'other', reportedUUID: UUID };
}

/**
 * The attached cluster that an endpoint looks like, by its certificate or else by its address. A cluster is its UUID: one
 * that was installed anew has another, whatever its address and certificate. No token goes to an unknown certificate.
 */
export async function findLookalike(
  { clusterClients, monitor }: Pick<OperationDeps, 'clusterClients' | 'monitor'>,
  principal: TokenPrincipal,
  seen: SeenEndpoint,
): Promise<Lookalike | undefined> {
  const isAt = ({ apiEndpoints }: AttachedCluster) => apiEndpoints.includes(seen.apiEndpoint);
  const clusters = monitor.clusters();
  // Several may have the certificate, when one was installed anew with it.
  const certified = clusters.filter((one) => one.tlsFingerprint === seen.tlsFingerprint);
  const candidates = certified.length > 0 ? certified : clusters.filter(isAt);
  const hasCertificate = certified.length > 0;
  const lookalikes = await Promise.all(
    candidates.map(async (cluster): Promise<Lookalike> => {
      const read = hasCertificate
        ? await identityOf({ clusterClients }, principal, seen, cluster)
        : NOT_READ;
      const { id: clusterId, name } = cluster;
      const { identity, reportedUUID } = read;
      return { clusterId, name, hasAddress: isAt(cluster), hasCertificate, identity, reportedUUID };
    }),
  );
  const best = (identity: Lookalike['identity']) =>
    lookalikes.find((one) => one.identity === identity);
  return best('same') ?? best('other') ?? lookalikes[0];
}
