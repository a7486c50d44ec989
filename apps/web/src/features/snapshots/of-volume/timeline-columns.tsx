import type { ResourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { FleetSnapshot } from '@asterism/api-types/fleet-api/fleet-snapshots';
import type { Rights } from '@asterism/api-types/rules/roles';
import { volumeCan } from '@asterism/api-types/rules/volume-can';
import { useNavigate } from 'react-router';
import { SnapshotStateLabel } from '#/domain/snapshot-state.tsx';
import { formatDuration } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import type { Column } from '#/table/column.ts';
import { Bytes } from '#/ui/bytes.tsx';
import { ReasonedButton } from '#/ui/reasoned-button.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { Expiry } from '#/features/snapshots/expiry.tsx';
import { whyNot } from '#/features/snapshots/snapshot-rights.ts';
import { likelyMakers } from '#/features/snapshots/timeline-lines.ts';

export type SnapshotAction = 'rollBack' | 'delete';

export interface TimelineFacts {
  readonly rights: Rights;
  /** Undefined while it is not known, or gone. */
  readonly volume: Volume | undefined;
  /** Why nothing can be done now. */
  readonly unreachable: string | undefined;
  /** All snapshots of the volume, the newest first. */
  readonly newest: readonly FleetSnapshot[];
  /** The schedules of the volume; undefined while they are not known. */
  readonly schedules: readonly ResourcePolicy[] | undefined;
  readonly onAction: (action: SnapshotAction, snapshot: FleetSnapshot) => void;
}

/** How much later than the one before it a snapshot was taken; empty for the first. */
function gapBefore(snapshot: FleetSnapshot, newest: readonly FleetSnapshot[]): string {
  const before = newest[newest.indexOf(snapshot) + 1];
  if (before === undefined) return ', the first';
  const gap = Date.parse(snapshot.creationTime) - Date.parse(before.creationTime);
  return Number.isFinite(gap) ? `, ${formatDuration(gap)} after the one before` : '';
}

/** Which schedule has made a snapshot, as far as can be guessed. */
function makerText(snapshot: FleetSnapshot, { schedules }: TimelineFacts): string {
  if (schedules === undefined) return '–';
  const makers = likelyMakers(snapshot, schedules).map(({ name }) => name);
  return makers.length === 0 ? 'No schedule' : `Probably ${makers.join(' or ')}`;
}

function Actions({
  snapshot,
  facts,
}: {
  readonly snapshot: FleetSnapshot;
  readonly facts: TimelineFacts;
}) {
  const navigate = useNavigate();
  const { rights, volume, unreachable, onAction } = facts;
  const ofVolume = volume === undefined ? undefined : volumeCan.update(volume);
  const whyNoUse = unreachable ?? whyNot(rights, snapshot, 'use');
  const whyNoRollback =
    whyNoUse ??
    (ofVolume === undefined
      ? 'The volume isn’t known.'
      : ofVolume.allowed
        ? undefined
        : ofVolume.reason);
  return (
    <span className="ast-row">
      <ReasonedButton
        variant="secondary"
        size="sm"
        reason={whyNoRollback}
        aria-label={`Roll back to ${snapshot.name}`}
        onClick={() => onAction('rollBack', snapshot)}
      >
        Roll back
      </ReasonedButton>
      <ReasonedButton
        variant="secondary"
        size="sm"
        reason={whyNoUse}
        aria-label={`Clone ${snapshot.name}`}
        onClick={() =>
          void navigate(paths.newVolume({ snapshot: snapshot.UUID, project: snapshot.projectName }))
        }
      >
        Clone
      </ReasonedButton>
      <ReasonedButton
        variant="link"
        isDanger
        size="sm"
        reason={unreachable ?? whyNot(rights, snapshot, 'delete')}
        aria-label={`Delete ${snapshot.name}`}
        onClick={() => onAction('delete', snapshot)}
      >
        Delete
      </ReasonedButton>
    </span>
  );
}

/** The columns of the snapshots of one volume. */
export const timelineColumns = (facts: TimelineFacts): readonly Column<FleetSnapshot>[] => [
  {
    id: 'name',
    header: 'Name',
    isName: true,
    cell: ({ name, description }) => (
      <>
        {name} {description === '' ? null : <span className="ast-quiet">{description}</span>}
      </>
    ),
  },
  {
    id: 'created',
    header: 'Taken',
    cell: (snapshot) => (
      <>
        <RelativeTime value={snapshot.creationTime} />
        <span className="ast-quiet">{gapBefore(snapshot, facts.newest)}</span>
      </>
    ),
  },
  { id: 'maker', header: 'Made by', cell: (snapshot) => makerText(snapshot, facts) },
  {
    id: 'state',
    header: 'State',
    cell: ({ state }) => (
      <SnapshotStateLabel state={state} isStale={facts.unreachable !== undefined} />
    ),
  },
  { id: 'size', header: 'Size', align: 'end', cell: ({ size }) => <Bytes value={size} /> },
  {
    id: 'written',
    header: 'Written',
    align: 'end',
    cell: ({ statistics }) => <Bytes value={statistics.userWritten} />,
  },
  {
    id: 'expires',
    header: 'Expires',
    cell: (snapshot) => <Expiry {...snapshot} />,
  },
  {
    id: 'actions',
    header: 'Actions',
    width: '17rem',
    cell: (snapshot) => <Actions snapshot={snapshot} facts={facts} />,
  },
];
