import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { ProtectionState, VolumeState } from '@asterism/api-types/rules/volume-states';
import type { ClusterModel } from './cluster-model.ts';
import type { Refusal } from './refusal.ts';

/** The states that a volume can be put in from outside; with Deleting its deletion does not end. */
export const STATES_TO_SET = [
  'Creating',
  'Available',
  'Failed',
  'Updating',
  'Deleting',
  'Rollback',
  'Migrating',
] as const satisfies readonly VolumeState[];

/** The protection states that a volume can be put in from outside. */
export const PROTECTIONS_TO_SET = [
  'FullyProtected',
  'Degraded',
  'ReadOnly',
  'NotAvailable',
] as const satisfies readonly ProtectionState[];

export interface VolumeCondition {
  readonly UUID: string;
  readonly state?: (typeof STATES_TO_SET)[number] | undefined;
  readonly protectionState?: (typeof PROTECTIONS_TO_SET)[number] | undefined;
}

/**
 * Puts a volume in a state, or its replicas: what drives, nodes and the cluster's own tasks do to real ones.
 * A state so set stays until another is, also one that would end by itself.
 */
export function setVolumeCondition(
  model: ClusterModel,
  { UUID, state, protectionState }: VolumeCondition,
): Result<void, Refusal> {
  const volume = model.volumes.get(UUID);
  if (volume === undefined) return err({ reason: 'volumeToSetNotFound', UUID });
  if (state === undefined && protectionState === undefined) {
    return err({ reason: 'volumeStateMissing' });
  }
  const rebuildProgress = protectionState === 'Degraded' ? '0' : 'None';
  model.commit({
    kind: 'volume',
    volume: {
      ...volume,
      ...(state === undefined ? {} : { state, until: undefined }),
      ...(protectionState === undefined ? {} : { protection: protectionState, rebuildProgress }),
      revision: volume.revision + 1,
    },
  });
  return ok(undefined);
}
