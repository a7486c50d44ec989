import { LRUCache } from 'lru-cache';
import type { Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { ClusterHardware } from '@asterism/api-types/fleet-api/cluster-hardware';
import type { ClusterClient, ClusterError } from '../../cluster-client/cluster-client.ts';
import { failureOf, isNotFound, isNotOffered } from '../../cluster-client/cluster-failure.ts';
import type { ListReading } from '../../cluster-client/read-answer.ts';
import type { Principal } from '../../identity/principal.ts';
import type { AttachedCluster } from '../../store/attached-cluster.ts';
import type { OperationDeps } from '../operation-deps.ts';
import { unknownCluster } from './describe-cluster.ts';

type HardwareDeps = Pick<OperationDeps, 'monitor' | 'clusterClients'>;
type ReadPart = Pick<ClusterHardware, 'readAt' | 'servers' | 'drives'>;

/** Somebody who looks at it again, or in several tabs, does not ask the cluster each time. */
const KEPT_MS = 5_000;
/** A cluster may list 10,000 drives: so few answers are kept. */
const KEPT_ANSWERS = 16;

const without = (answer: 'notOffered' | 'unanswered', reason: string) => ({
  answer,
  reason,
  unreadable: 0,
  list: [],
});

/** One list of a cluster, or why there is none. */
async function readOne<Output, Row>(
  cluster: AttachedCluster,
  ask: (onList: (reading: ListReading) => void) => Promise<Result<Output, ClusterError>>,
  rowsOf: (output: Output) => readonly Row[],
) {
  let unreadable = 0;
  const answer = await ask((reading) => void (unreadable = reading.unreadable));
  if (answer.ok) {
    return { answer: 'read' as const, reason: '', unreadable, list: [...rowsOf(answer.value)] };
  }
  const { error } = answer;
  return isNotOffered(error) || isNotFound(error)
    ? without('notOffered', `${cluster.name} does not offer this: it answers ${error.status}`)
    : without('unanswered', failureOf(error, cluster.name).message);
}

async function readFrom(cluster: AttachedCluster, client: ClusterClient): Promise<ReadPart> {
  const [servers, drives] = await Promise.all([
    readOne(
      cluster,
      (onList) => client.listServers({}, { onList }),
      (output) => output.servers,
    ),
    readOne(
      cluster,
      (onList) => client.listNvmeDevices({}, { onList }),
      (output) => output.NvmeDevices,
    ),
  ]);
  return { readAt: new Date().toISOString(), servers, drives };
}

/**
 * Reads the hardware of one cluster: its nodes as last polled, its servers and drives from the cluster, in the principal's
 * name. Fails with `notFound`. A cluster that does not offer a list, or does not answer, is no failure: its nodes are known.
 */
export function createHardwareReader({ monitor, clusterClients }: HardwareDeps) {
  const kept = new LRUCache<string, Promise<ReadPart>>({ max: KEPT_ANSWERS, ttl: KEPT_MS });

  function read(cluster: AttachedCluster, principal: Principal): Promise<ReadPart> {
    const key = JSON.stringify([cluster.id, principal.subject]);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const reading = readFrom(cluster, clusterClients.client(cluster, principal));
    kept.set(key, reading);
    return reading;
  }

  return async (
    principal: Principal,
    clusterId: string,
  ): Promise<Result<ClusterHardware, Failure>> => {
    const cluster = monitor.cluster(clusterId);
    if (cluster === undefined) return err(unknownCluster(clusterId));
    const unconnected = without('unanswered', `${cluster.name} is not connected`);
    const part =
      cluster.status === 'Connected'
        ? await read(cluster, principal)
        : { readAt: new Date().toISOString(), servers: unconnected, drives: unconnected };
    const nodes = monitor.snapshot(clusterId).nodes.map((node) => ({
      UUID: node.UUID,
      name: node.name,
      state: node.state,
      isReadOnly: node.readOnly,
      isRebuilding: node.inLocalRebuild,
      rebuildProgress: node.localRebuildProgress,
      failureDomains: node.failureDomains,
      serverUUID: node.serverUUID,
      devices: node.numManagedDevices,
      maxDevices: node.maxNvmeDevices,
    }));
    return ok({ clusterId, nodes, ...part });
  };
}
