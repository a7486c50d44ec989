import { VOLUME_PAGE_MAX } from '@asterism/api-types/cluster-api/volume-operations';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { ClusterModel } from './cluster-model.ts';
import type { Refusal } from './refusal.ts';
import type { VolumeRecord } from './volume-record.ts';

/** What of the reference's List volumes narrows the answer; empty text means not given. */
export interface VolumeQuery {
  readonly UUID?: string | undefined;
  readonly name?: string | undefined;
  readonly failureDomain?: string | undefined;
  readonly offsetUUID?: string | undefined;
  readonly limit?: number | undefined;
  readonly projectName?: string | undefined;
  readonly snapshotUUID?: string | undefined;
  readonly showAll?: boolean | undefined;
}

const given = (text: string | undefined): string | undefined =>
  text === undefined || text === '' ? undefined : text;

function filterOf(model: ClusterModel, query: VolumeQuery): (volume: VolumeRecord) => boolean {
  const name = given(query.name);
  const domain = given(query.failureDomain);
  const snapshot = given(query.snapshotUUID)?.toLowerCase();
  const nodes = new Set(
    model.spec.nodes
      .filter((node) => domain !== undefined && node.failureDomains?.includes(domain))
      .map((node) => node.UUID),
  );
  return (volume) =>
    (query.showAll === true || volume.state !== 'Deleting') &&
    (snapshot === undefined || volume.sourceSnapshotUUID === snapshot) &&
    (name === undefined || volume.name === name) &&
    (domain === undefined || volume.nodeList.some((node) => nodes.has(node)));
}

/**
 * A page of volumes in the order of their UUIDs, from the one after `offsetUUID`, whether that still exists or not.
 * At most 1000; a higher limit is lowered to that, one below 1 is refused (reference: List volumes).
 */
export function listVolumes(
  model: ClusterModel,
  query: VolumeQuery,
): Result<VolumeRecord[], Refusal> {
  const limit = Math.min(query.limit ?? VOLUME_PAGE_MAX, VOLUME_PAGE_MAX);
  if (limit < 1) return err({ reason: 'limitTooLow' });
  const project = given(query.projectName);
  const matches = filterOf(model, query);

  const uuid = given(query.UUID);
  const offset = (query.offsetUUID ?? '').toLowerCase();
  if (uuid !== undefined) {
    const volume = model.volumes.get(uuid);
    const fits =
      volume !== undefined &&
      volume.UUID > offset &&
      (project === undefined || volume.projectName === project) &&
      matches(volume);
    return ok(fits ? [volume] : []);
  }
  const page: VolumeRecord[] = [];
  for (const volume of model.volumes.after(offset, project)) {
    if (!matches(volume)) continue;
    page.push(volume);
    if (page.length === limit) break;
  }
  return ok(page);
}
