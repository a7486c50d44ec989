import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import {
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core/dist/esm/components/Modal';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { useState } from 'react';
import { describeError } from '#/api/describe-error.ts';
import { ChangeList } from '#/features/volumes/change-list.tsx';
import { formatCount } from '#/lib/format.ts';
import { useRights } from '#/api/session.ts';
import { Bytes } from '#/ui/bytes.tsx';
import { ConfirmDialog } from '#/ui/confirm-dialog.tsx';
import { SubjectList } from '#/ui/subject-list.tsx';
import { mayDelete } from '#/features/volumes/volume-rights.ts';
import { hasFailed, progressText, type BulkItem, useBulkDelete } from './use-bulk-delete.ts';
import { mayBeInUse } from './delete-volume.ts';
import './bulk-delete-dialog.css';

interface BulkDeleteResultsProps {
  readonly items: readonly BulkItem[];
  readonly isRunning: boolean;
  readonly onRetry: () => void;
  readonly onClose: () => void;
}

const IN_WORDS = {
  waiting: 'Waiting',
  running: 'Deleting …',
  checking: 'Checking whether it was deleted …',
  done: 'Being deleted',
  notFound: 'Already gone',
} as const;

function Outcome({ outcome }: BulkItem) {
  if (outcome.kind === 'conflict') {
    return (
      <>
        Not deleted: it was modified after you selected it.
        <ChangeList changes={outcome.changes} />
      </>
    );
  }
  if (outcome.kind === 'notNow') return `Not deleted: ${outcome.reason}`;
  if (outcome.kind === 'unknown') return `Perhaps deleted: ${describeError(outcome.error).advice}`;
  if (outcome.kind === 'refused' || outcome.kind === 'notApplied') {
    const { title, advice } = describeError(outcome.error);
    return `Not deleted: ${title}. ${advice}`;
  }
  return IN_WORDS[outcome.kind];
}

const problemsFirst = (a: BulkItem, b: BulkItem) => Number(hasFailed(b)) - Number(hasFailed(a));

/** What has become of each volume so far, failures first, with the way to try those again. */
function BulkDeleteResults({ items, isRunning, onRetry, onClose }: BulkDeleteResultsProps) {
  const failed = items.filter(hasFailed);
  const changed = failed.filter(({ outcome }) => outcome.kind === 'conflict').length;
  const summary = [
    progressText(items),
    failed.length > 0 ? `${formatCount(failed.length)} failed` : '',
    changed > 0 ? `${formatCount(changed)} of these were modified after you selected them` : '',
  ];
  return (
    <Modal isOpen variant="medium" aria-label="Deleting volumes" onClose={onClose}>
      <ModalHeader title={isRunning ? 'Deleting volumes …' : 'Deleting volumes'} />
      <ModalBody tabIndex={0} aria-label="Outcome for each volume">
        <div className="ast-stack">
          <output>{`${summary.filter((part) => part !== '').join('; ')}.`}</output>
          <table className="ast-outcomes">
            <thead>
              <tr>
                <th scope="col">Volume</th>
                <th scope="col">Outcome</th>
              </tr>
            </thead>
            <tbody>
              {items.toSorted(problemsFirst).map((item) => (
                <tr key={item.volume.UUID} data-outcome={hasFailed(item) ? 'failed' : 'fine'}>
                  <th scope="row">{item.volume.name}</th>
                  <td>
                    <Outcome {...item} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </ModalBody>
      <ModalFooter>
        {failed.length > 0 ? (
          <Button variant="danger" isAriaDisabled={isRunning} onClick={onRetry}>
            {changed > 0 ? 'Delete the rest anyway' : 'Retry failed'}
          </Button>
        ) : null}
        <Button variant={failed.length > 0 ? 'link' : 'primary'} onClick={onClose}>
          Close
        </Button>
      </ModalFooter>
    </Modal>
  );
}

interface BulkDeleteDialogProps {
  /** The selected volumes that exist, as they were when they were selected. */
  readonly volumes: readonly Volume[];
  /** The ids of the volumes that the list behind the dialog shows. */
  readonly shownIds: ReadonlySet<string>;
  readonly clusterNames: ReadonlyMap<string, string>;
  /** Called with the volumes whose deletion was accepted. */
  readonly onDeleted: (volumes: readonly Volume[]) => void;
  readonly onClose: () => void;
}

type DoomedProps = Pick<BulkDeleteDialogProps, 'volumes' | 'shownIds' | 'clusterNames'>;

/** Each volume that will be deleted, with where it is. */
function Doomed({ volumes, shownIds, clusterNames }: DoomedProps) {
  const isOutOfSight = ({ UUID }: Volume) => !shownIds.has(UUID);
  const outOfSight = volumes.filter(isOutOfSight).length;
  return (
    <>
      {outOfSight === 0 ? null : (
        <p>
          <strong>{formatCount(outOfSight)} of them</strong> {outOfSight === 1 ? 'is' : 'are'} not
          in view now, but further up or down in the list or outside the filter.
        </p>
      )}
      <SubjectList
        label="Volumes to delete"
        subjects={volumes.map((volume) => ({
          id: volume.UUID,
          name: volume.name,
          detail: `Project ${volume.projectName}, on ${
            clusterNames.get(volume.clusterId) ?? volume.clusterId
          }${isOutOfSight(volume) ? ' · not in view' : ''}`,
        }))}
      />
    </>
  );
}

const volumesText = (count: number) => (count === 1 ? '1 volume' : `${formatCount(count)} volumes`);

/** Deletes the selected volumes after a confirmation, and shows what became of each. */
export function BulkDeleteDialog(props: BulkDeleteDialogProps) {
  const { volumes, shownIds, clusterNames, onDeleted, onClose } = props;
  const rights = useRights();
  // The selection shrinks while volumes go; the dialog is about what it was opened for.
  const [chosen] = useState(volumes);
  const { items, isRunning, start, retryFailed } = useBulkDelete(onDeleted);
  if (items.length > 0) {
    return (
      <BulkDeleteResults
        items={items}
        isRunning={isRunning}
        onRetry={retryFailed}
        onClose={onClose}
      />
    );
  }

  const present = chosen.filter((volume) => volumes.includes(volume));
  const gone = chosen.length - present.length;
  const deletable = present.filter((volume) => mayDelete(rights, volume).allowed);
  const inUse = deletable.filter(mayBeInUse).length;
  const connected = deletable.filter(({ connectedHosts }) => connectedHosts.length > 0).length;
  const size = deletable.reduce((sum, volume) => sum + BigInt(volume.size), 0n);
  const title = `Delete ${volumesText(deletable.length)}?`;
  return (
    <ConfirmDialog
      title={title}
      action={`Delete ${volumesText(deletable.length)}`}
      isDanger
      isPending={deletable.length === 0}
      typeToConfirm={inUse > 0 ? `delete ${deletable.length}` : undefined}
      onConfirm={() => start(deletable)}
      onCancel={onClose}
    >
      <div className="ast-stack">
        <p>
          All their data, <Bytes value={size} /> in size, will be permanently deleted.
        </p>
        <Doomed volumes={deletable} shownIds={shownIds} clusterNames={clusterNames} />
        <ul className="ast-list">
          {connected > 0 ? (
            <li>{volumesText(connected)} with connected hosts, which will lose them.</li>
          ) : null}
          {inUse > connected ? (
            <li>{volumesText(inUse - connected)} that any host can connect to.</li>
          ) : null}
          {gone > 0 ? (
            <li>
              {volumesText(gone)} of the selection no longer {gone === 1 ? 'exists' : 'exist'}.
            </li>
          ) : null}
          {present.length > deletable.length ? (
            <li>
              {volumesText(present.length - deletable.length)} of the selection can’t be deleted,
              because of their state or your permissions, and will be kept.
            </li>
          ) : null}
          <li>Volumes modified since you selected them are kept until you confirm.</li>
        </ul>
      </div>
    </ConfirmDialog>
  );
}
