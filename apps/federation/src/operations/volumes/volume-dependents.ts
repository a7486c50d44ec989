import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { VolumeDependents } from '@asterism/api-types/fleet-api/volume-dependents';
import type { Principal } from '../../identity/principal.ts';
import { isLeaving, type SnapshotRow } from '../../snapshots/snapshot-row.ts';
import { allFreshness } from '../clusters/describe-cluster.ts';
import type { OperationDeps } from '../operation-deps.ts';

/** What was made of a volume, as far as it is known. */
export interface Dependents {
  readonly snapshots: readonly SnapshotRow[];
  readonly clones: readonly Volume[];
}

/** The snapshots of a volume that are not being deleted, and their clones; undefined until its cluster's snapshots and volumes were read. */
export function dependentsOf(
  {
    inventory,
    snapshots,
  }: Pick<OperationDeps, 'snapshots'> & {
    readonly inventory: Pick<OperationDeps['inventory'], 'clonesOf' | 'asOf'>;
  },
  { UUID, clusterId }: Pick<Volume, 'UUID' | 'clusterId'>,
): Dependents | undefined {
  const isRead = [snapshots, inventory].every((index) => index.asOf(clusterId) !== undefined);
  if (!isRead) return undefined;
  const taken = [...snapshots.ofVolume(UUID)].filter((row) => !isLeaving(row));
  return { snapshots: taken, clones: taken.flatMap(({ key }) => inventory.clonesOf(key)) };
}

/** So many clones are named. */
const NAMED_MAX = 20;

/** What was made of a volume; fails with `notFound`. */
export function getVolumeDependents(
  deps: OperationDeps,
  principal: Principal,
  uuid: string,
): Result<VolumeDependents, Failure> {
  const { monitor, inventory, snapshots } = deps;
  const volume = inventory.find(uuid);
  if (volume === undefined || !principal.rights.canView(volume.projectName)) {
    return err(failure('notFound', `there is no volume ${uuid}`));
  }
  const found = dependentsOf(deps, volume);
  const freshness = allFreshness({ monitor, inventory: snapshots }, principal).filter(
    ({ clusterId }) => clusterId === volume.clusterId,
  );
  if (found === undefined) return ok({ clusters: freshness });
  const clones = found.clones.filter(({ projectName }) => principal.rights.canView(projectName));
  const [newest] = found.snapshots.toSorted(
    (a, b) => Date.parse(b.creationTime) - Date.parse(a.creationTime),
  );
  return ok({
    snapshots: {
      total: found.snapshots.length,
      stored: String(found.snapshots.reduce((sum, { stored }) => sum + stored, 0n)),
      ...(newest === undefined ? {} : { newest: newest.creationTime }),
    },
    clones: {
      total: clones.length,
      named: clones.slice(0, NAMED_MAX).map(({ UUID, name }) => ({ UUID, name })),
    },
    clusters: freshness,
  });
}
