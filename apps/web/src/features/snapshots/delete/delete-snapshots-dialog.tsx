import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import {
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core/dist/esm/components/Modal';
import type { FleetSnapshot } from '@asterism/api-types/fleet-api/fleet-snapshots';
import { snapshotApi } from '@asterism/api-types/fleet-api/snapshot-api';
import { useState } from 'react';
import { describeError } from '#/api/describe-error.ts';
import { useRights } from '#/api/session.ts';
import { deleteSnapshot } from '#/api/snapshot-writes.ts';
import { useWrite } from '#/api/use-write.ts';
import type { ConditionalOutcome } from '#/api/write.ts';
import { ShowCall } from '#/domain/show-call.tsx';
import { formatCount } from '#/lib/format.ts';
import { runLimited } from '#/lib/run-limited.ts';
import { warnBeforeUnload } from '#/lib/warn-before-unload.ts';
import { Bytes } from '#/ui/bytes.tsx';
import { ConfirmDialog } from '#/ui/confirm-dialog.tsx';
import { SubjectList } from '#/ui/subject-list.tsx';
import { whyNot } from '#/features/snapshots/snapshot-rights.ts';

const AT_A_TIME = 4;
/** From so many on, their number is to be typed. */
const TYPED_FROM = 10;

type Outcome = ConditionalOutcome<object> | { readonly kind: 'waiting' | 'running' | 'checking' };

interface Item {
  readonly snapshot: FleetSnapshot;
  readonly outcome: Outcome;
}

const isDone = ({ outcome }: Item): boolean =>
  outcome.kind === 'done' || outcome.kind === 'notFound';
const hasFailed = (item: Item): boolean => 'error' in item.outcome && !isDone(item);

const IN_WORDS = {
  waiting: 'Waiting',
  running: 'Deleting …',
  checking: 'Checking whether it was deleted …',
  done: 'Being deleted',
  notFound: 'Already gone',
} as const;

function outcomeText(outcome: Outcome): string {
  const { kind } = outcome;
  if (kind === 'conflict') return 'Not deleted: it was modified after you selected it.';
  if (kind === 'unknown') return `Perhaps deleted: ${describeError(outcome.error).advice}`;
  if (kind !== 'refused' && kind !== 'notApplied') return IN_WORDS[kind];
  const { title, advice } = describeError(outcome.error);
  return `Not deleted: ${title}. ${advice}`;
}

const countText = (count: number): string =>
  count === 1 ? '1 snapshot' : `${formatCount(count)} snapshots`;

interface ResultsProps {
  readonly items: readonly Item[];
  readonly isRunning: boolean;
  readonly onRetry: () => void;
  readonly onClose: () => void;
}

/** What has become of each so far, failures first. */
function Results({ items, isRunning, onRetry, onClose }: ResultsProps) {
  const failed = items.filter(hasFailed).length;
  const done = `${formatCount(items.filter(isDone).length)} of ${formatCount(items.length)} deleted or being deleted`;
  return (
    <Modal isOpen variant="medium" aria-label="Deleting snapshots" onClose={onClose}>
      <ModalHeader title={isRunning ? 'Deleting snapshots …' : 'Deleting snapshots'} />
      <ModalBody tabIndex={0} aria-label="Outcome for each snapshot">
        <div className="ast-stack">
          <output>{failed > 0 ? `${done}; ${formatCount(failed)} failed.` : `${done}.`}</output>
          <SubjectList
            label="Outcomes"
            subjects={items
              .toSorted((a, b) => Number(hasFailed(b)) - Number(hasFailed(a)))
              .map(({ snapshot, outcome }) => ({
                id: snapshot.UUID,
                name: snapshot.name,
                detail: outcomeText(outcome),
              }))}
          />
        </div>
      </ModalBody>
      <ModalFooter>
        {failed > 0 ? (
          <Button variant="danger" isAriaDisabled={isRunning} onClick={onRetry}>
            Retry failed
          </Button>
        ) : null}
        <Button variant={failed > 0 ? 'link' : 'primary'} onClick={onClose}>
          Close
        </Button>
      </ModalFooter>
    </Modal>
  );
}

interface DeleteSnapshotsDialogProps {
  readonly snapshots: readonly FleetSnapshot[];
  readonly clusterNames: ReadonlyMap<string, string>;
  /** Called with the snapshots whose deletion was accepted. */
  readonly onDeleted: (snapshots: readonly FleetSnapshot[]) => void;
  readonly onClose: () => void;
}

/** Deletes snapshots after a confirmation, each only as it was seen, and shows what became of each. */
export function DeleteSnapshotsDialog(props: DeleteSnapshotsDialogProps) {
  const { clusterNames, onDeleted, onClose } = props;
  const rights = useRights();
  // The selection shrinks while snapshots go; the dialog is about what it was opened for.
  const [chosen] = useState(props.snapshots);
  const [items, setItems] = useState<readonly Item[]>([]);

  async function run(snapshots: readonly FleetSnapshot[]) {
    const ended: Item[] = [];
    const set = (snapshot: FleetSnapshot, outcome: Outcome) =>
      setItems((before) =>
        before.map((item) => (item.snapshot === snapshot ? { snapshot, outcome } : item)),
      );
    // Those that are still waiting would be kept, and nobody would say so.
    const stopWarning = warnBeforeUnload();
    await runLimited(snapshots, AT_A_TIME, async (snapshot) => {
      set(snapshot, { kind: 'running' });
      const outcome = await deleteSnapshot(snapshot, () => set(snapshot, { kind: 'checking' }), '');
      ended.push({ snapshot, outcome });
      set(snapshot, outcome);
    });
    stopWarning();
    onDeleted(ended.filter(isDone).map(({ snapshot }) => snapshot));
    return { kind: 'done' } as const;
  }
  const { write, isPending, reset } = useWrite(run);

  if (items.length > 0) {
    return (
      <Results
        items={items}
        isRunning={isPending}
        onRetry={() => {
          reset();
          write(items.filter(hasFailed).map(({ snapshot }) => snapshot));
        }}
        onClose={onClose}
      />
    );
  }
  const deletable = chosen.filter((one) => whyNot(rights, one, 'delete') === undefined);
  const kept = chosen.length - deletable.length;
  const stored = deletable.reduce(
    (sum, { statistics }) => sum + BigInt(statistics.physicalOwnedCapacity),
    0n,
  );
  return (
    <ConfirmDialog
      title={`Delete ${countText(deletable.length)}?`}
      action={`Delete ${countText(deletable.length)}`}
      isDanger
      isPending={deletable.length === 0}
      typeToConfirm={deletable.length >= TYPED_FROM ? `delete ${deletable.length}` : undefined}
      onConfirm={() => {
        setItems(deletable.map((snapshot) => ({ snapshot, outcome: { kind: 'waiting' } })));
        write(deletable);
      }}
      onCancel={onClose}
    >
      <div className="ast-stack">
        <p>
          The volumes stay as they are, but can’t be rolled back to these moments any more. Clones
          made of them are kept. They alone occupy <Bytes value={stored} />.
        </p>
        <SubjectList
          label="Snapshots to delete"
          subjects={deletable.map((snapshot) => ({
            id: snapshot.UUID,
            name: snapshot.name,
            detail: `Of ${snapshot.sourceVolumeName || snapshot.sourceVolumeUUID}, project ${snapshot.projectName}, on ${clusterNames.get(snapshot.clusterId) ?? snapshot.clusterId}`,
          }))}
        />
        {kept === 0 ? null : (
          <p>
            {countText(kept)} of the selection can’t be deleted, because of their state or your
            permissions, and will be kept.
          </p>
        )}
        {/* One call for each: the first of them stands for the others. */}
        <ShowCall
          call={
            deletable[0] && {
              operation: snapshotApi.deleteSnapshot,
              input: { projectName: deletable[0].projectName, UUID: deletable[0].UUID },
              ifMatch: deletable[0].ETag,
            }
          }
        />
      </div>
    </ConfirmDialog>
  );
}
