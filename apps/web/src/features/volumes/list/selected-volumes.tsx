import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { TASK_VOLUMES_MAX } from '@asterism/api-types/fleet-api/fleet-task';
import type { Verdict } from '@asterism/api-types/rules/verdict';
import type { Rights } from '@asterism/api-types/rules/roles';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { TrashIcon } from '@patternfly/react-icons/dist/esm/icons/trash-icon';
import { lazy, Suspense, useRef, useState } from 'react';
import { useRights } from '#/api/session.ts';
import type { FleetVolumesInput } from '#/api/volume-queries.ts';
import type { BulkAction, BulkTarget } from '#/features/volumes/bulk/bulk-dialog.tsx';
import { mayChange, mayDelete } from '#/features/volumes/volume-rights.ts';
import { formatCount } from '#/lib/format.ts';
import { loadChunk } from '#/lib/load-chunk.ts';
import { BLOCK_ROWS } from '#/table/list-state.ts';
import { SelectionBar } from '#/table/selection-bar.tsx';
import type { Selection } from '#/table/use-selection.ts';
import { ReasonedButton } from '#/ui/reasoned-button.tsx';
import { matchingOf } from './matching-of.ts';
import './selected-volumes.css';

const BulkDialog = lazy(() =>
  loadChunk(() => import('#/features/volumes/bulk/bulk-dialog.tsx')).then((module) => ({
    default: module.BulkDialog,
  })),
);

const CHANGES = [
  ['snapshot', 'Snapshot'],
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

/** Why nothing can be done with what is selected; undefined when something can. */
function reasonOf(
  { selection, isStale }: SelectedVolumesProps,
  rights: Rights,
  may: (rights: Rights, volume: Volume) => Verdict,
): string | undefined {
  if (selection.isChecking) return 'It is being checked which of the selected volumes exist.';
  if (selection.except !== undefined) {
    return isStale ? 'The list is being read.' : undefined;
  }
  if (selection.rows.length > TASK_VOLUMES_MAX) {
    return `At most ${formatCount(TASK_VOLUMES_MAX)} volumes can be selected one by one: search for them, and select all that match.`;
  }
  const verdicts = selection.rows.map((volume) => may(rights, volume));
  const [first] = verdicts;
  return first === undefined || first.allowed || verdicts.some(({ allowed }) => allowed)
    ? undefined
    : first.reason;
}

/** What can be done with the selected volumes: select all the others that match too, delete them, change them. */
export function SelectedVolumes(props: SelectedVolumesProps) {
  const { selection, shown, total, isStale } = props;
  const rights = useRights();
  const [open, setOpen] = useState<{ action: BulkAction; target: BulkTarget }>();
  const line = useRef<HTMLDivElement>(null);
  const isEachSelected = total <= selection.rows.length && shown.every(selection.isSelected);
  // What is at hand as a whole, the box in the table's head selects.
  const isOffered = selection.except === undefined && total > BLOCK_ROWS && !isEachSelected;
  // The dialog is about what was selected when it was opened.
  const start = (action: BulkAction) => setOpen({ action, target: targetOf(props) });

  return (
    <>
      <SelectionBar
        selection={selection}
        total={total}
        what={WHAT}
        more={
          <div className="ast-select-matching" ref={line} tabIndex={-1}>
            <output>{selection.except?.size === 0 ? 'All that match are selected' : ''}</output>
            {isOffered ? (
              <Button
                variant="link"
                isInline
                isAriaDisabled={isStale}
                onClick={() => {
                  // The button goes, and with it the focus.
                  line.current?.focus();
                  selection.selectAll();
                }}
              >
                Select all {formatCount(total)} matching
              </Button>
            ) : null}
          </div>
        }
      >
        {CHANGES.map(([action, text]) => (
          <ReasonedButton
            key={action}
            variant="secondary"
            size="sm"
            reason={reasonOf(props, rights, mayChange)}
            onClick={() => start(action)}
          >
            {text}
          </ReasonedButton>
        ))}
        <ReasonedButton
          variant="danger"
          size="sm"
          icon={<TrashIcon />}
          reason={reasonOf(props, rights, mayDelete)}
          onClick={() => start('delete')}
        >
          Delete
        </ReasonedButton>
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
