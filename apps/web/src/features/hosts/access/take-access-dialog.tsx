import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { useState } from 'react';
import { describeError } from '#/api/describe-error.ts';
import { formatCount } from '#/lib/format.ts';
import { ConfirmDialog } from '#/ui/confirm-dialog.tsx';
import { SubjectList } from '#/ui/subject-list.tsx';
import { AccessPreview } from './access-preview.tsx';
import { useAccessChange } from './use-access-change.ts';

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
  const isConnected = ({ connectedHosts }: Volume) => connectedHosts.includes(hostNQN);
  const connected = chosen.filter(isConnected).length;
  const toDo = preview === undefined ? chosen.length : preview.counts.waiting;
  const text = toDo === 1 ? '1 volume' : `${formatCount(toDo)} volumes`;
  return (
    <ConfirmDialog
      title={`Take away access to ${text}?`}
      action="Take access away"
      isDanger
      subject={[['Host', name === hostNQN ? hostNQN : `${name} (${hostNQN})`]]}
      isPending={change.isPending || toDo === 0}
      checking={change.isChecking ? 'the change has begun' : undefined}
      error={change.error === undefined ? undefined : describeError(change.error)}
      onConfirm={() => (preview === undefined ? change.run(chosen) : change.startAnyway())}
      onCancel={() => {
        change.drop();
        onClose();
      }}
    >
      {preview === undefined ? (
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
        </div>
      ) : (
        <AccessPreview task={preview} action="take" />
      )}
    </ConfirmDialog>
  );
}
