import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { Rights } from '@asterism/api-types/rules/roles';
import type { QuickField } from '#/features/volumes/edit/quick-edit-dialog.tsx';
import { mayChange, mayDelete } from '#/features/volumes/volume-rights.ts';
import type { RowAction } from '#/table/row-menu.tsx';

/** What a row of the list of volumes opens; `edit` and the two that copy open nothing. */
export type VolumeTask = QuickField | 'snapshot' | 'delete' | 'call';

/** What can be done with a volume where it is listed. */
export interface VolumeDoings {
  readonly glance: () => void;
  readonly edit: () => void;
  readonly copy: (what: string, text: string) => void;
  readonly start: (task: VolumeTask) => void;
}

const CHANGES = [
  ['size', 'Resize'],
  ['acl', 'Change hosts'],
  ['IPAcl', 'Change IP ACL'],
  ['labels', 'Change labels'],
  ['qosPolicyName', 'Change QoS policy'],
] as const satisfies readonly (readonly [QuickField, string])[];

/** Why this user may not change the volume now; undefined when they may. */
export function whyNoChange(rights: Rights, volume: Volume, unreachable: string | undefined) {
  const verdict = mayChange(rights, volume);
  return verdict.allowed ? unreachable : verdict.reason;
}

/** The menu of a volume: what cannot be done now says why. */
export function volumeActions(
  volume: Volume,
  rights: Rights,
  /** Why nothing can be done with it now, whatever its state. */
  unreachable: string | undefined,
  { glance, edit, copy, start }: VolumeDoings,
): readonly RowAction[] {
  const reason = whyNoChange(rights, volume, unreachable);
  const deletion = mayDelete(rights, volume);
  return [
    { text: 'Quick look', run: glance },
    { text: 'Edit', reason, run: edit, isApart: true },
    ...CHANGES.map(([field, text]) => ({ text, reason, run: () => start(field) })),
    { text: 'Take snapshot', reason, run: () => start('snapshot') },
    { text: 'Copy name', run: () => copy('Name', volume.name), isApart: true },
    { text: 'Copy UUID', run: () => copy('UUID', volume.UUID) },
    { text: 'Show API call', run: () => start('call') },
    {
      text: 'Delete',
      reason: deletion.allowed ? unreachable : deletion.reason,
      isDanger: true,
      isApart: true,
      run: () => start('delete'),
    },
  ];
}
