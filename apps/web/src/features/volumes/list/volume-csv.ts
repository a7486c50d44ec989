import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { toCsv } from './csv.ts';

type Cell = readonly [header: string, text: (volume: Volume, clusterName: string) => string];

/** Everything about a volume that fits in a cell; sizes in bytes. Headers are the API's names. */
const CELLS: readonly Cell[] = [
  ['name', ({ name }) => name],
  ['UUID', ({ UUID }) => UUID],
  ['projectName', ({ projectName }) => projectName],
  ['clusterName', (_, clusterName) => clusterName],
  ['clusterId', ({ clusterId }) => clusterId],
  ['state', ({ state }) => state],
  ['protectionState', ({ protectionState }) => protectionState],
  ['size', ({ size }) => size],
  ['replicaCount', ({ replicaCount }) => String(replicaCount)],
  ['logicalUsedStorage', ({ statistics }) => statistics.logicalUsedStorage],
  ['physicalUsedStorage', ({ statistics }) => statistics.physicalUsedStorage],
  ['compression', ({ compression }) => compression],
  ['compressionRatio', ({ statistics }) => String(statistics.compressionRatio)],
  ['qosPolicyName', ({ qosPolicyName }) => qosPolicyName],
  ['acl', ({ acl }) => acl.values.join(' ')],
  ['IPAcl', ({ IPAcl }) => IPAcl.values.join(' ')],
  ['connectedHosts', ({ connectedHosts }) => connectedHosts.join(' ')],
  ['sectorSize', ({ sectorSize }) => String(sectorSize)],
  ['labels', ({ labels }) => labels.map(({ key, value }) => `${key}=${value}`).join(' ')],
  ['sourceSnapshotName', ({ sourceSnapshotName }) => sourceSnapshotName],
  ['creationTime', ({ creationTime }) => creationTime],
  ['ETag', ({ ETag }) => ETag],
];

/** Volumes as CSV, with a header. */
export const volumesCsv = (
  volumes: readonly Volume[],
  clusterNames: ReadonlyMap<string, string>,
): string =>
  toCsv([
    CELLS.map(([header]) => header),
    ...volumes.map((volume) =>
      CELLS.map(([, text]) => text(volume, clusterNames.get(volume.clusterId) ?? '')),
    ),
  ]);
