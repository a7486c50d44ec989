import type { Credential, Project } from '@asterism/api-types/cluster-api/cluster-operations';
import type { SnapshotRecord } from './snapshot-record.ts';
import type { VolumeRecord } from './volume-record.ts';

/** Something accepted: what a journal keeps. Each says the whole new state of one thing, so the newest of a thing is enough. */
export type Change =
  | { readonly kind: 'volume'; readonly volume: VolumeRecord }
  | { readonly kind: 'snapshot'; readonly snapshot: SnapshotRecord }
  | { readonly kind: 'project'; readonly project: Project }
  | { readonly kind: 'credential'; readonly credential: Credential }
  | { readonly kind: 'credential-gone'; readonly projectName: string; readonly ID: string };

/** What the change is about; a newer change with the same key makes an older one unneeded. */
export function changeKey(change: Change): string {
  if (change.kind === 'volume') return `volume ${change.volume.UUID}`;
  if (change.kind === 'snapshot') return `snapshot ${change.snapshot.UUID}`;
  if (change.kind === 'project') return `project ${change.project.name}`;
  const { projectName, ID } = change.kind === 'credential' ? change.credential : change;
  return `credential ${projectName}/${ID}`;
}
