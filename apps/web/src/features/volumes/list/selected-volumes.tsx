import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { Verdict } from '@asterism/api-types/rules/verdict';
import type { Rights } from '@asterism/api-types/rules/roles';
import { TrashIcon } from '@patternfly/react-icons/dist/esm/icons/trash-icon';
import { Suspense, useState } from 'react';
import { useRights } from '#/api/session.ts';
import type { FleetVolumesInput } from '#/api/volume-queries.ts';
import { ActionButton } from '#/domain/action.tsx';
import type { BulkAction, BulkTarget } from '#/features/volumes/bulk/bulk-dialog.tsx';
import { whyNotSelected } from '#/domain/why-not-selected.ts';
import { mayChange, mayDelete } from '#/features/volumes/volume-rights.ts';
import { lazyPart } from '#/lib/lazy-part.ts';
import { SelectMatching } from '#/table/select-matching.tsx';
import { SelectionBar } from '#/table/selection-bar.tsx';
import type { Selection } from '#/table/use-selection.ts';
import { matchingOf } from './matching-of.ts';

const BulkDialog = lazyPart(
  () => import('#/features/volumes/bulk/bulk-dialog.tsx'),
  ({ BulkDialog }) => BulkDialog,
);

const CHANGES = [
  ['snapshot', 'Snapshot'],
  ['schedule', 'Schedule'],
  ['size', 'Resize'],
  ['acl', 'Hosts'],
  ['IPAcl', 'IP ACL'],
  ['labels', 'Labels'],
  ['qosPolicyName', 'QoS policy'],
] as const satisfies readonly (readonly [BulkAction, string])[];

interface SelectedVolumesProps {
  readonly selection: Selection<Volume>;
  /** The volumes that the list has at hand. */
  readonly shown: readonly Volume[];
  /** What the list shows. */
  readonly question: FleetVolumesInput;
  /** How many volumes the list has in all. */
  readonly total: number;
  /** Whether the list still shows the answer to another question. */
  readonly isStale: boolean;
}

const WHAT = { one: 'volume', many: 'volumes' };

/** What is selected, as a task takes it. */
const targetOf = ({ selection, question, total }: SelectedVolumesProps): BulkTarget =>
  selection.except === undefined
    ? {
        volumes: Object.fromEntries(selection.rows.map(({ UUID, ETag }) => [UUID, ETag])),
        count: selection.rows.length,
      }
    : {
        matching: matchingOf(question, selection.except),
        count: total - selection.except.size,
      };

type May = (rights: Rights, volume: Volume) => Verdict;

/** What can be done with the selected volumes: select all the others that match too, delete them, change them. */
export function SelectedVolumes(props: SelectedVolumesProps) {
  const { selection, shown, total, isStale } = props;
  const rights = useRights();
  const [open, setOpen] = useState<{ action: BulkAction; target: BulkTarget }>();
  const reasonOf = (may: May) =>
    whyNotSelected({ selection, isStale, many: WHAT.many }, (volume) => {
      const verdict = may(rights, volume);
      return verdict.allowed ? undefined : verdict.reason;
    });
  // The dialog is about what was selected when it was opened.
  const start = (action: BulkAction) => setOpen({ action, target: targetOf(props) });

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
        {CHANGES.map(([action, text]) => (
          <ActionButton
            key={action}
            does="draftTask"
            variant="secondary"
            size="sm"
            reason={reasonOf(mayChange)}
            onClick={() => start(action)}
          >
            {text}
          </ActionButton>
        ))}
        <ActionButton
          does="draftTask"
          variant="danger"
          size="sm"
          icon={<TrashIcon />}
          reason={reasonOf(mayDelete)}
          onClick={() => start('delete')}
        >
          Delete
        </ActionButton>
      </SelectionBar>
      <Suspense>
        {open === undefined ? null : (
          <BulkDialog
            {...open}
            onStarted={() => {
              setOpen(undefined);
              selection.clear();
            }}
            onClose={() => setOpen(undefined)}
          />
        )}
      </Suspense>
    </>
  );
}
