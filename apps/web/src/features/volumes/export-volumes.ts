import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { FLEET_PAGE_MAX } from '@asterism/api-types/fleet-api/fleet-volumes';
import { api, type ApiError } from '#/api/client.ts';
import type { FleetVolumesInput } from '#/api/volume-queries.ts';
import { clusterNamesOf } from './cluster-names.ts';
import { volumesCsv } from './volume-csv.ts';

/** The most volumes in one file: more is a task for the API. */
export const EXPORT_MAX = 20_000;

/** A file to save, and how much of the whole it holds. */
export interface VolumeExport {
  readonly csv: string;
  readonly count: number;
  readonly total: number;
}

/** Reads all volumes that answer the question, page after page, up to {@link EXPORT_MAX}, as CSV. */
export async function exportVolumes(
  question: FleetVolumesInput,
): Promise<Result<VolumeExport, ApiError>> {
  const volumes: Volume[] = [];
  for (;;) {
    const page = await api.listFleetVolumes({
      ...question,
      offset: String(volumes.length),
      limit: String(Math.min(FLEET_PAGE_MAX, EXPORT_MAX - volumes.length)),
    });
    if (!page.ok) return err(page.error);
    const { total, clusters } = page.value;
    volumes.push(...page.value.volumes);
    const isLast = page.value.volumes.length === 0 || volumes.length >= Math.min(total, EXPORT_MAX);
    if (!isLast) continue;
    const csv = volumesCsv(volumes, clusterNamesOf(clusters));
    return ok({ csv, count: volumes.length, total });
  }
}
