import { snapshotApi } from '@asterism/api-types/fleet-api/snapshot-api';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { ALLOW_ANY } from '@asterism/api-types/rules/access-lists';
import { Alert } from '@patternfly/react-core/dist/esm/components/Alert';
import { useState } from 'react';
import { Bytes } from '#/ui/bytes.tsx';
import { PageCalls } from '#/domain/page-calls.tsx';
import { PROTECTION_APPEARANCE } from '#/domain/volume-state.tsx';
import { describeOutcome } from '#/api/describe-error.ts';
import { useWrite } from '#/api/use-write.ts';
import { startedTasks } from '#/api/started-tasks.ts';
import { UNDO_SECONDS } from '#/api/task-writes.ts';
import { ConfirmDialog } from '#/ui/confirm-dialog.tsx';
import { paths } from '#/lib/paths.ts';
import { SideLink } from '#/ui/side-link.tsx';
import { ChangeList } from '#/features/volumes/change-list.tsx';
import { VolumeDependents } from './volume-dependents.tsx';
import { deleteCalls, deleteVolume, mayBeInUse, type DeleteOutcome } from './delete-volume.ts';

/** What is lost when a volume is deleted, and who will notice. */
function DeleteLosses({ volume }: { readonly volume: Volume }) {
  const { connectedHosts, acl, statistics, protectionState, size } = volume;
  return (
    <>
      <p>
        All its data will be permanently deleted: <Bytes value={statistics.logicalUsedStorage} />{' '}
        used of <Bytes value={size} />.
      </p>
      <ul className="ast-list">
        {connectedHosts.length > 0 ? (
          <li>
            <strong>
              {connectedHosts.length === 1
                ? '1 connected host will lose this volume:'
                : `${connectedHosts.length} connected hosts will lose this volume:`}
            </strong>
            <ul className="ast-plain-list ast-codes">
              {connectedHosts.map((host) => (
                <li key={host}>
                  <SideLink to={paths.host(host)}>
                    <code>{host}</code>
                  </SideLink>
                </li>
              ))}
            </ul>
          </li>
        ) : (
          <li>No hosts are connected.</li>
        )}
        {acl.values.includes(ALLOW_ANY) ? <li>Any host can connect to it.</li> : null}
        <li>Protection: {PROTECTION_APPEARANCE[protectionState].text.toLowerCase()}.</li>
        <VolumeDependents volume={volume} />
      </ul>
    </>
  );
}

/** Why the last attempt did not work, in words; undefined when nothing is wrong, or what is needs no words. */
function problemOf(outcome: DeleteOutcome | undefined) {
  if (outcome === undefined || outcome.kind === 'conflict') return undefined;
  if (outcome.kind === 'notNow') {
    return { title: 'This volume can’t be deleted now', advice: outcome.reason };
  }
  const words = describeOutcome(outcome);
  return words?.canRetry === true
    ? { ...words, advice: `${words.advice} The volume is still there.` }
    : words;
}

interface DeleteDialogProps {
  readonly volume: Volume;
  /** The name of its cluster. */
  readonly cluster: string;
  readonly onClose: () => void;
}

/** Says what will be lost, then has a task delete the volume if it is still what was shown. */
export function DeleteDialog({ volume, cluster, onClose }: DeleteDialogProps) {
  // What the user agrees to lose is what the dialog showed, not what the page knows by the time of the click.
  const [seen, setSeen] = useState(volume);
  const { write, outcome, isPending, isChecking } = useWrite((agreed: Volume, onChecking) =>
    deleteVolume(deleteCalls(onChecking), agreed),
  );
  const changes = outcome?.kind === 'conflict' ? outcome.changes : undefined;

  const confirm = () =>
    write(seen, (ended) => {
      if (ended.kind === 'conflict') return setSeen(ended.now);
      if (ended.kind === 'done') startedTasks.add(ended.value.id);
      return ended.kind === 'done' || ended.kind === 'notFound' ? onClose() : undefined;
    });

  return (
    <ConfirmDialog
      title="Delete this volume?"
      subject={[
        ['Volume', seen.name],
        ['Project', seen.projectName],
        ['Cluster', cluster],
      ]}
      action={changes !== undefined ? 'Delete anyway' : 'Delete'}
      isDanger
      isPending={isPending}
      checking={isChecking ? 'the deletion has started' : undefined}
      typeToConfirm={mayBeInUse(seen) ? seen.name : undefined}
      error={problemOf(outcome)}
      onConfirm={confirm}
      onCancel={onClose}
    >
      <div className="ast-stack">
        {changes !== undefined ? (
          <Alert
            isInline
            isLiveRegion
            variant="warning"
            component="h2"
            title="Not deleted: this volume was modified"
          >
            <ChangeList changes={changes} />
          </Alert>
        ) : null}
        <DeleteLosses volume={seen} />
        <p className="ast-quiet">
          You can undo this for {UNDO_SECONDS['delete volumes']} seconds after you confirm it.
        </p>
        <PageCalls
          calls={[
            [
              'Delete the volume',
              {
                operation: federationApi.deleteVolume,
                input: { UUID: seen.UUID, projectName: seen.projectName },
                ifMatch: seen.ETag,
              },
            ],
            [
              'List what depends on it',
              { operation: snapshotApi.getVolumeDependents, input: { UUID: seen.UUID } },
            ],
          ]}
        />
      </div>
    </ConfirmDialog>
  );
}
