import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { useState } from 'react';
import { describeError } from '#/api/describe-error.ts';
import { TaskConfirm } from '#/domain/task-confirm.tsx';
import { toDoOf } from '#/domain/task-outcome.ts';
import { TaskPreview } from '#/domain/task-preview.tsx';
import { countItems } from '#/domain/task-words.ts';
import { ShowCall } from '#/domain/show-call.tsx';
import { formatCount } from '#/lib/format.ts';
import { ConfirmDialog } from '#/ui/confirm-dialog.tsx';
import { SubjectList } from '#/ui/subject-list.tsx';
import { START, useAccessChange } from './use-access-change.ts';

interface TakeAccessDialogProps {
  readonly hostNQN: string;
  /** What people call the host. */
  readonly name: string;
  readonly volumes: readonly Volume[];
  readonly clusterNames: ReadonlyMap<string, string>;
  readonly onStarted: () => void;
  readonly onClose: () => void;
}

/** Takes a host out of the ACL of volumes. */
export function TakeAccessDialog(props: TakeAccessDialogProps) {
  const { hostNQN, name, volumes, clusterNames, onStarted, onClose } = props;
  // The selection changes while volumes come and go; the dialog is about what it was opened for.
  const [chosen] = useState(volumes);
  const change = useAccessChange(hostNQN, 'take', () => {
    onStarted();
    onClose();
  });
  const { preview } = change;
  const target = { volumes: Object.fromEntries(chosen.map(({ UUID, ETag }) => [UUID, ETag])) };
  if (preview !== undefined) {
    const toDo = countItems(preview.kind, toDoOf(preview));
    return (
      <TaskConfirm
        draft={preview}
        drafted={change.call(target)}
        name={`Take access to ${toDo} away from ${name === hostNQN ? 'the host' : name}`}
        isDanger
        start={START.take}
        onStarted={change.started}
        onCancel={onClose}
      >
        <p className="ast-quiet">{hostNQN}</p>
        <TaskPreview task={preview} />
      </TaskConfirm>
    );
  }
  const isConnected = ({ connectedHosts }: Volume) => connectedHosts.includes(hostNQN);
  const connected = chosen.filter(isConnected).length;
  const text = chosen.length === 1 ? '1 volume' : `${formatCount(chosen.length)} volumes`;
  return (
    <ConfirmDialog
      title={`Take away access to ${text}?`}
      action="Take access away"
      isDanger
      subject={[['Host', name === hostNQN ? hostNQN : `${name} (${hostNQN})`]]}
      isPending={change.isPending}
      checking={change.isChecking ? 'the change has begun' : undefined}
      error={change.error === undefined ? undefined : describeError(change.error)}
      onConfirm={() => change.run(target)}
      onCancel={onClose}
    >
      <div className="ast-stack">
        <p>
          {connected === 0
            ? 'The host is connected to none of them now.'
            : `The host is connected to ${formatCount(connected)} of them now, and will lose ${connected === 1 ? 'it' : 'them'}.`}{' '}
          A volume that no other host may connect to is left without any.
        </p>
        <SubjectList
          label="Volumes"
          subjects={chosen.map((volume) => ({
            id: volume.UUID,
            name: volume.name,
            detail: `Project ${volume.projectName}, on ${
              clusterNames.get(volume.clusterId) ?? volume.clusterId
            }${isConnected(volume) ? ' · connected' : ''}`,
          }))}
        />
        <ShowCall call={change.call(target)} />
      </div>
    </ConfirmDialog>
  );
}
