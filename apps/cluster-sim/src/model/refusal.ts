import type { SnapshotState } from '@asterism/api-types/rules/snapshot-states';
import type { VolumeState } from '@asterism/api-types/rules/volume-states';

/** What a request wants in a project: `view` to read, `change` to create, change or delete. */
export type ProjectAccess = 'view' | 'change';

/** What a name in a project is taken by. */
export type NamedInProject = 'volume' | 'snapshot';

/** A field that names a thing by UUID; beside it the request may give the thing's name instead. */
export type UuidField = 'UUID' | 'sourceVolumeUUID' | 'resourceUUID' | 'srcSnapshotUUID';

/**
 * Why the model refuses a request, with what the sentence for it needs: `field` is the field of the request that is at
 * fault, `rule` what a rule of the contract says of its value, and `wanted` the UUID or name that was given.
 * The model knows no status and no wording: `http/refusal-failures.ts` has both.
 */
export type Refusal =
  | {
      readonly reason: 'projectForbidden';
      readonly access: ProjectAccess;
      readonly projectName: string;
    }
  | { readonly reason: 'projectNotFound'; readonly name: string; readonly field?: 'projectName' }
  | { readonly reason: 'projectUnknown'; readonly projectName: string }
  | { readonly reason: 'projectExists'; readonly name: string }
  | { readonly reason: 'projectPermanent'; readonly name: string }
  | { readonly reason: 'projectNotEmpty'; readonly name: string; readonly contentUUID: string }
  | { readonly reason: 'projectNeededForName' }
  | { readonly reason: 'projectNeededByTenant' }
  | {
      readonly reason: 'defaultPolicyUnknown';
      readonly index: number;
      readonly policyType: string;
      readonly policyUUID: string;
    }
  | { readonly reason: 'roleNotFound'; readonly name: string }
  | { readonly reason: 'uuidOrNameNeeded'; readonly field: UuidField }
  | {
      readonly reason: 'nameInUse';
      readonly kind: NamedInProject;
      readonly name: string;
      readonly projectName: string;
    }
  | { readonly reason: 'limitTooLow' }
  | { readonly reason: 'etagWeak' }
  | {
      readonly reason: 'etagMismatch';
      readonly kind: NamedInProject;
      readonly etag: string;
      readonly given: string;
    }
  | { readonly reason: 'volumeNotFound'; readonly wanted: string }
  | { readonly reason: 'volumeNotInProject'; readonly field: string; readonly wanted: string }
  | { readonly reason: 'volumeToSetNotFound'; readonly UUID: string }
  | { readonly reason: 'volumeStateMissing' }
  | { readonly reason: 'volumeNameMismatch' }
  | { readonly reason: 'volumeState'; readonly state: VolumeState; readonly rule: string }
  | { readonly reason: 'volumeUnchanged' }
  | { readonly reason: 'sizeInvalid'; readonly rule: string }
  | { readonly reason: 'sizeBelowSnapshot'; readonly snapshotBytes: bigint }
  | { readonly reason: 'shrinkNotForced'; readonly currentBytes: bigint }
  | {
      readonly reason: 'capacityExceeded';
      readonly neededBytes: bigint;
      readonly freeBytes: bigint;
    }
  | { readonly reason: 'placementTooLong'; readonly maxPairs: number }
  | { readonly reason: 'placementOtherCluster'; readonly clusterId: string }
  | {
      readonly reason: 'failureDomainUnknown';
      readonly domain: string;
      readonly known: readonly string[];
    }
  | { readonly reason: 'placementOfReplicas' }
  | { readonly reason: 'placementOfClone' }
  | { readonly reason: 'replicasTooMany'; readonly maxReplicas: number }
  | { readonly reason: 'replicasNotPlaceable' }
  | { readonly reason: 'snapshotNotFound'; readonly wanted: string }
  | { readonly reason: 'snapshotUnknown'; readonly field: string; readonly wanted: string }
  | { readonly reason: 'snapshotState'; readonly state: SnapshotState; readonly rule: string }
  | { readonly reason: 'snapshotInUse'; readonly UUID: string }
  | { readonly reason: 'snapshotOfOtherVolume'; readonly field: string }
  | { readonly reason: 'qosPolicyNotFound'; readonly wanted: string }
  | {
      readonly reason: 'qosPolicyUnknown';
      readonly field: string;
      readonly wanted: string;
      readonly projectName: string;
    }
  | { readonly reason: 'qosPolicyExists'; readonly name: string }
  | { readonly reason: 'qosPolicyInUse'; readonly name: string; readonly volumeUUID: string }
  | { readonly reason: 'policyScopeEmpty' }
  | { readonly reason: 'policyScopeNotAllowed' }
  | { readonly reason: 'policyScopeUnknown'; readonly projectName: string }
  | { readonly reason: 'resourcePolicyNotFound'; readonly UUID: string }
  | { readonly reason: 'resourcePolicyExists'; readonly name: string }
  | { readonly reason: 'credentialNotFound'; readonly projectName: string; readonly ID: string }
  | { readonly reason: 'credentialExists'; readonly projectName: string; readonly ID: string }
  | { readonly reason: 'nodeNotFound'; readonly UUID: string }
  | { readonly reason: 'serverNotFound'; readonly UUID: string }
  | { readonly reason: 'nvmeDeviceNotFound'; readonly serial: string }
  | { readonly reason: 'hostNotFound'; readonly hostNQN: string };
