import type { FleetSnapshot } from '@asterism/api-types/fleet-api/fleet-snapshots';
import type { Rights } from '@asterism/api-types/rules/roles';
import { whyNot } from '#/features/snapshots/snapshot-rights.ts';
import type { RowAction } from '#/table/row-menu.tsx';

/** What a row of the list of snapshots opens a dialog for. */
export type SnapshotTask = 'rollBack' | 'delete' | 'call';

/** What can be done with a snapshot where it is listed. */
export interface SnapshotDoings {
  readonly glance: () => void;
  readonly clone: () => void;
  readonly copy: (what: string, text: string) => void;
  readonly start: (task: SnapshotTask) => void;
}

/** What changes something; `unreachable` says why nothing can be done, whatever the state. */
export function snapshotChanges(
  snapshot: FleetSnapshot,
  rights: Rights,
  unreachable: string | undefined,
  { clone, start }: Pick<SnapshotDoings, 'clone' | 'start'>,
) {
  const whyNoUse = whyNot(rights, snapshot, 'use') ?? unreachable;
  const whyNoDelete = whyNot(rights, snapshot, 'delete') ?? unreachable;
  return [
    { text: 'Roll volume back', reason: whyNoUse, run: () => start('rollBack') },
    { text: 'Clone to a volume', reason: whyNoUse, run: clone },
    { text: 'Delete', reason: whyNoDelete, isDanger: true, run: () => start('delete') },
  ] as const;
}

/** The menu of a snapshot: what cannot be done now says why. */
export function snapshotActions(
  snapshot: FleetSnapshot,
  rights: Rights,
  unreachable: string | undefined,
  doings: SnapshotDoings,
): readonly RowAction[] {
  const { glance, copy, start } = doings;
  const [rollBack, clone, deletion] = snapshotChanges(snapshot, rights, unreachable, doings);
  return [
    { text: 'Quick look', run: glance },
    { ...rollBack, isApart: true },
    clone,
    { text: 'Copy name', run: () => copy('Name', snapshot.name), isApart: true },
    { text: 'Copy UUID', run: () => copy('UUID', snapshot.UUID) },
    { text: 'Show API call', run: () => start('call') },
    { ...deletion, isApart: true },
  ];
}
