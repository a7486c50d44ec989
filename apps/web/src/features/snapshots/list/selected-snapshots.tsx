import {
  fleetSnapshotsInput,
  type FleetSnapshot,
} from '@asterism/api-types/fleet-api/fleet-snapshots';
import { matchingSnapshots } from '@asterism/api-types/fleet-api/snapshot-task';
import { TrashIcon } from '@patternfly/react-icons/dist/esm/icons/trash-icon';
import { lazy, Suspense, useState } from 'react';
import { useRights } from '#/api/session.ts';
import type { FleetSnapshotsInput } from '#/api/snapshot-queries.ts';
import { ActionButton } from '#/domain/action.tsx';
import { matchingBy } from '#/domain/matching-by.ts';
import { whyNotSelected } from '#/domain/why-not-selected.ts';
import { chosenSnapshots, type SnapshotsTarget } from '#/features/snapshots/snapshots-target.ts';
import { whyNot } from '#/features/snapshots/snapshot-rights.ts';
import { loadChunk } from '#/lib/load-chunk.ts';
import { SelectMatching } from '#/table/select-matching.tsx';
import { SelectionBar } from '#/table/selection-bar.tsx';
import type { Selection } from '#/table/use-selection.ts';
import { partsOf } from './snapshot-ids.ts';

const DeleteDialog = lazy(() =>
  loadChunk(() => import('#/features/snapshots/delete/delete-snapshots-dialog.tsx')).then(
    (module) => ({ default: module.DeleteSnapshotsDialog }),
  ),
);

const matchingOf = matchingBy(fleetSnapshotsInput, matchingSnapshots);

const WHAT = { one: 'snapshot', many: 'snapshots' };

interface SelectedSnapshotsProps {
  readonly selection: Selection<FleetSnapshot>;
  /** The snapshots that the list has at hand. */
  readonly shown: readonly FleetSnapshot[];
  /** What the list shows. */
  readonly question: FleetSnapshotsInput;
  /** How many snapshots the list has in all. */
  readonly total: number;
  /** Whether the list still shows the answer to another question. */
  readonly isStale: boolean;
}

/** What is selected, as a task takes it. Rows are known by their cluster and UUID. */
const targetOf = ({ selection, question, total }: SelectedSnapshotsProps): SnapshotsTarget => {
  const { except, rows } = selection;
  if (except === undefined) return chosenSnapshots(rows);
  const uuids = [...except].map((id) => partsOf(id)[1]);
  return { matching: matchingOf(question, new Set(uuids)), count: total - except.size };
};

/** What can be done with the selected snapshots: select all the others that match too, and delete them. */
export function SelectedSnapshots(props: SelectedSnapshotsProps) {
  const { selection, shown, total, isStale } = props;
  const rights = useRights();
  // The dialog is about what was selected when it was opened.
  const [target, setTarget] = useState<SnapshotsTarget>();
  return (
    <>
      <SelectionBar
        selection={selection}
        total={total}
        what={WHAT}
        more={
          <SelectMatching selection={selection} shown={shown} total={total} isStale={isStale} />
        }
      >
        <ActionButton
          does="draftSnapshotsTask"
          variant="danger"
          size="sm"
          icon={<TrashIcon />}
          reason={whyNotSelected({ selection, isStale, many: WHAT.many }, (snapshot) =>
            whyNot(rights, snapshot, 'delete'),
          )}
          onClick={() => setTarget(targetOf(props))}
        >
          Delete
        </ActionButton>
      </SelectionBar>
      <Suspense>
        {target === undefined ? null : (
          <DeleteDialog
            target={target}
            onStarted={() => {
              setTarget(undefined);
              selection.clear();
            }}
            onClose={() => setTarget(undefined)}
          />
        )}
      </Suspense>
    </>
  );
}
