import type {
  Credential,
  Policy,
  Project,
} from '@asterism/api-types/cluster-api/cluster-operations';
import type { ResourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import type { SnapshotRecord } from './snapshot-record.ts';
import type { VolumeRecord } from './volume-record.ts';

/** Something accepted: what a journal keeps. Each says the whole new state of one thing, so the newest of a thing is enough. */
export type Change =
  | { readonly kind: 'volume'; readonly volume: VolumeRecord }
  | { readonly kind: 'snapshot'; readonly snapshot: SnapshotRecord }
  | { readonly kind: 'project'; readonly project: Project }
  | { readonly kind: 'project-gone'; readonly name: string }
  | { readonly kind: 'policy'; readonly policy: Policy }
  | { readonly kind: 'policy-gone'; readonly UUID: string }
  | { readonly kind: 'resource-policy'; readonly policy: ResourcePolicy }
  | { readonly kind: 'resource-policy-gone'; readonly UUID: string }
  | { readonly kind: 'credential'; readonly credential: Credential }
  | { readonly kind: 'credential-gone'; readonly projectName: string; readonly ID: string };

/** What the change is about; a newer change with the same key makes an older one unneeded. */
export function changeKey(change: Change): string {
  switch (change.kind) {
    case 'volume':
      return `volume ${change.volume.UUID}`;
    case 'snapshot':
      return `snapshot ${change.snapshot.UUID}`;
    case 'project':
      return `project ${change.project.name}`;
    case 'project-gone':
      return `project ${change.name}`;
    case 'policy':
    case 'resource-policy':
      return `policy ${change.policy.UUID}`;
    case 'policy-gone':
    case 'resource-policy-gone':
      return `policy ${change.UUID}`;
    case 'credential':
      return `credential ${change.credential.projectName}/${change.credential.ID}`;
    case 'credential-gone':
      break;
  }
  return `credential ${change.projectName}/${change.ID}`;
}
