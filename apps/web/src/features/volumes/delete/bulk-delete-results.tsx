import { saysUnknown } from '@asterism/api-types/common/failure';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import {
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core/dist/esm/components/Modal';
import { describeError } from '#/api/describe-error.ts';
import { ChangeList } from '#/features/volumes/change-list.tsx';
import { hasFailed, isDone, type BulkItem } from './use-bulk-delete.ts';

interface BulkDeleteResultsProps {
  readonly items: readonly BulkItem[];
  readonly isRunning: boolean;
  readonly onRetry: () => void;
  readonly onClose: () => void;
}

const IN_WORDS = {
  waiting: 'Waiting',
  running: 'Asking the cluster …',
  checking: 'Checking whether it was deleted …',
  accepted: 'Is being deleted',
  gone: 'Is gone already',
} as const;

function Outcome({ outcome }: BulkItem) {
  if (outcome.kind === 'changed') {
    return (
      <>
        Not deleted: it has changed since you selected it.
        <ChangeList changes={outcome.changes} />
      </>
    );
  }
  if (outcome.kind === 'refused') return `Not deleted: ${outcome.reason}`;
  if (outcome.kind === 'failed') {
    const { title, advice } = describeError(outcome.error);
    return saysUnknown(outcome.error)
      ? `Perhaps deleted: ${advice}`
      : `Not deleted: ${title}. ${advice}`;
  }
  return IN_WORDS[outcome.kind];
}

const problemsFirst = (a: BulkItem, b: BulkItem) => Number(hasFailed(b)) - Number(hasFailed(a));

/** What has become of each volume so far, failures first, with the way to try those again. */
export function BulkDeleteResults({ items, isRunning, onRetry, onClose }: BulkDeleteResultsProps) {
  const done = items.filter(isDone).length;
  const failed = items.filter(hasFailed);
  const changed = failed.filter(({ outcome }) => outcome.kind === 'changed').length;
  const summary = [
    `${done} of ${items.length} are being deleted or gone`,
    failed.length > 0 ? `${failed.length} failed` : '',
    changed > 0 ? `${changed} of these changed since you selected them` : '',
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
          <Button variant="danger" isDisabled={isRunning} onClick={onRetry}>
            {changed > 0 ? 'Delete the rest as they are now' : 'Retry failed'}
          </Button>
        ) : null}
        <Button variant={failed.length > 0 ? 'link' : 'primary'} onClick={onClose}>
          Close
        </Button>
      </ModalFooter>
    </Modal>
  );
}
