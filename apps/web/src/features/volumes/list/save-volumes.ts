import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { ok } from '@asterism/api-types/common/result';
import { api } from '#/api/client.ts';
import type { FleetVolumesInput } from '#/api/volume-queries.ts';
import { clusterNamesOf } from '#/domain/cluster-name.ts';
import { saveList, type Cells } from '#/table/save-rows.ts';

type SavedVolume = Volume & { readonly clusterName: string };

/** Everything about a volume that fits in a cell. */
export const VOLUME_CELLS: Cells<SavedVolume> = [
  ['name', ({ name }) => name],
  ['UUID', ({ UUID }) => UUID],
  ['projectName', ({ projectName }) => projectName],
  ['clusterName', ({ clusterName }) => clusterName],
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

/** Saves all volumes that answer a question as a CSV file. */
export const saveVolumes = (question: FleetVolumesInput) =>
  saveList({
    what: { one: 'volume', many: 'volumes' },
    cells: VOLUME_CELLS,
    rowId: ({ UUID }) => UUID,
    read: async (part) => {
      const page = await api.listFleetVolumes({ ...question, ...part });
      if (!page.ok) return page;
      const { volumes, clusters, total } = page.value;
      const names = clusterNamesOf(clusters);
      const named = (volume: Volume) => ({
        ...volume,
        clusterName: names.get(volume.clusterId) ?? '',
      });
      return ok({ rows: volumes.map(named), total });
    },
  });
