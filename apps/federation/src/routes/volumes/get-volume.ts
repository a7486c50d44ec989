import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { isTransitional } from '@asterism/api-types/rules/volume-states';
import { findVolume, type WhichVolume } from './find-volume.ts';
import { readThrough } from './read-through.ts';
import type { Principal } from '../../identity/principal.ts';
import type { VolumeDeps } from './volume-deps.ts';

/** How long a reader waits for the cluster before the last known volume is the answer, in milliseconds. */
const PATIENCE_MS = 3_000;

/**
 * One volume: from the inventory, but from its cluster while it is in motion.
 * While the cluster cannot be heard, the last known volume is the answer.
 */
export async function getVolume(
  deps: VolumeDeps,
  asker: Principal,
  which: WhichVolume,
): Promise<Result<Volume, Failure>> {
  const found = findVolume(deps, asker, which);
  if (!found.ok) return found;
  const { volume, cluster } = found.value;
  if (!isTransitional(volume.state) || cluster.status !== 'Connected') return ok(volume);
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const now = await readThrough(deps, asker, found.value, { signal });
  if (!now.ok) return ok(volume);
  if (now.value !== undefined) return ok(now.value);
  return err(failure('notFound', `there is no volume ${volume.UUID} any more`));
}
