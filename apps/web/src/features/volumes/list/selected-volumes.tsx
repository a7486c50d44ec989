import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { TrashIcon } from '@patternfly/react-icons/dist/esm/icons/trash-icon';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { hashKey } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import type { FleetVolumesInput } from '#/api/volume-queries.ts';
import { loadChunk } from '#/lib/load-chunk.ts';
import { BLOCK_ROWS } from '#/table/list-state.ts';
import { SelectionBar } from '#/table/selection-bar.tsx';
import type { Selection } from '#/table/use-selection.ts';
import { matchingOf } from './read-matching.ts';
import { SelectMatching } from './select-matching.tsx';

const BulkDeleteDialog = lazy(() =>
  loadChunk(() => import('#/features/volumes/delete/bulk-delete-dialog.tsx')).then((module) => ({
    default: module.BulkDeleteDialog,
  })),
);

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
  readonly clusterNames: ReadonlyMap<string, string>;
  readonly isDeleting: boolean;
  readonly onDeleting: (isDeleting: boolean) => void;
}

const WHAT = { one: 'volume', many: 'volumes' };

/** What can be done with the selected volumes: select all the others that match too, delete them. */
export function SelectedVolumes(props: SelectedVolumesProps) {
  const { selection, shown, question, total, isStale } = props;
  const { clusterNames, isDeleting, onDeleting } = props;
  const isEachSelected = total <= selection.rows.length && shown.every(selection.isSelected);
  return (
    <>
      <SelectionBar
        selection={selection}
        what={WHAT}
        more={
          // The dialog is about what was selected when it was opened.
          isDeleting ? null : (
            <SelectMatching
              key={hashKey([matchingOf(question)])}
              question={question}
              total={total}
              isStale={isStale}
              // What is at hand as a whole, the box in the table's head selects.
              isOffered={total > BLOCK_ROWS && !isEachSelected}
              onRead={(volumes) => selection.setAll(volumes, true)}
            />
          )
        }
      >
        <Button
          variant="danger"
          size="sm"
          icon={<TrashIcon />}
          isAriaDisabled={selection.isChecking}
          onClick={() => onDeleting(true)}
        >
          Delete
        </Button>
      </SelectionBar>
      <Suspense>
        {isDeleting ? (
          <BulkDeleteDialog
            volumes={selection.rows}
            shownIds={new Set(shown.map(({ UUID }) => UUID))}
            clusterNames={clusterNames}
            onDeleted={(gone) => selection.setAll(gone, false)}
            onClose={() => onDeleting(false)}
          />
        ) : null}
      </Suspense>
    </>
  );
}
