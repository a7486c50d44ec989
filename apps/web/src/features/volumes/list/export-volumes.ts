import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { FLEET_PAGE_MAX } from '@asterism/api-types/fleet-api/fleet-volumes';
import { api, type ApiError } from '#/api/client.ts';
import type { FleetVolumesInput } from '#/api/volume-queries.ts';
import { toCsv } from '#/lib/csv.ts';
import { runLimited } from '#/lib/run-limited.ts';

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

/** The most volumes in one file: more is a task for the API. */
export const EXPORT_MAX = 20_000;
const AT_A_TIME = 3;

/** A file to save, and how much of the whole it holds. */
export interface VolumeExport {
  readonly csv: string;
  readonly count: number;
  readonly total: number;
}

/** Reads all volumes that answer the question, page by page, up to {@link EXPORT_MAX}, as CSV. */
export async function exportVolumes(
  question: FleetVolumesInput,
): Promise<Result<VolumeExport, ApiError>> {
  const readPage = (offset: number) =>
    api.listFleetVolumes({
      ...question,
      offset: String(offset),
      limit: String(Math.min(FLEET_PAGE_MAX, EXPORT_MAX - offset)),
    });

  const first = await readPage(0);
  if (!first.ok) return first;
  const { total, clusters, volumes } = first.value;
  const pages: (readonly Volume[])[] = [volumes];
  const offsets: number[] = [];
  for (let offset = FLEET_PAGE_MAX; offset < Math.min(total, EXPORT_MAX); offset += FLEET_PAGE_MAX)
    offsets.push(offset);

  let failure: ApiError | undefined;
  await runLimited(offsets, AT_A_TIME, async (offset) => {
    if (failure !== undefined) return;
    const page = await readPage(offset);
    if (page.ok) pages[offset / FLEET_PAGE_MAX] = page.value.volumes;
    else failure = page.error;
  });
  if (failure !== undefined) return err(failure);
  const all = pages.flat();
  return ok({
    csv: volumesCsv(all, new Map(clusters.map(({ clusterId, name }) => [clusterId, name]))),
    count: all.length,
    total,
  });
}
