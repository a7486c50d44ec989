import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { FLEET_PAGE_MAX } from '@asterism/api-types/fleet-api/fleet-volumes';
import { api, type ApiError } from '#/api/client.ts';
import type { FleetVolumesInput } from '#/api/volume-queries.ts';
import { clusterNamesOf } from './cluster-names.ts';
import { runLimited } from '#/features/volumes/run-limited.ts';
import { volumesCsv } from './volume-csv.ts';

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
  return ok({ csv: volumesCsv(all, clusterNamesOf(clusters)), count: all.length, total });
}
