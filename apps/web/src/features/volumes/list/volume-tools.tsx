import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { Suspense, useContext, useState } from 'react';
import { useNavigate } from 'react-router';
import { useRights } from '#/api/session.ts';
import { volumeQuery } from '#/api/volume-query.ts';
import { copyWithNotice } from '#/domain/copy-with-notice.ts';
import { RowTools } from '#/domain/row-tools.tsx';
import { lazyPart } from '#/lib/lazy-part.ts';
import { paths } from '#/lib/paths.ts';
import { ListFacts } from './list-facts.ts';
import { volumeActions, type VolumeTask } from './volume-actions.ts';

const VolumeGlance = lazyPart(
  () => import('./volume-glance.tsx'),
  ({ VolumeGlance }) => VolumeGlance,
);
const QuickEditDialog = lazyPart(
  () => import('#/features/volumes/edit/quick-edit-dialog.tsx'),
  ({ QuickEditDialog }) => QuickEditDialog,
);
const DeleteDialog = lazyPart(
  () => import('#/features/volumes/delete/delete-dialog.tsx'),
  ({ DeleteDialog }) => DeleteDialog,
);
const CreateSnapshotDialog = lazyPart(
  () => import('#/domain/create-snapshot-dialog.tsx'),
  ({ CreateSnapshotDialog }) => CreateSnapshotDialog,
);
const CallDialog = lazyPart(
  () => import('#/domain/call-dialog.tsx'),
  ({ CallDialog }) => CallDialog,
);

interface TaskDialogProps {
  readonly task: VolumeTask;
  readonly volume: Volume;
  readonly cluster: string;
  readonly onClose: () => void;
}

function TaskDialog({ task, ...props }: TaskDialogProps) {
  const { volume, onClose } = props;
  if (task === 'delete') return <DeleteDialog {...props} />;
  if (task === 'snapshot') return <CreateSnapshotDialog volume={volume} onClose={onClose} />;
  if (task === 'call') {
    return (
      <CallDialog
        call={{ operation: federationApi.getVolume, input: { UUID: volume.UUID } }}
        what={`Reads ${volume.name}`}
        onClose={onClose}
      />
    );
  }
  return <QuickEditDialog field={task} {...props} />;
}

const idOf = ({ UUID }: Volume) => UUID;
const nameOf = ({ name }: Volume) => name;

interface VolumeToolsProps {
  /** The volumes at hand, by their places in the list. */
  readonly rows: ReadonlyMap<number, Volume>;
}

/** What can be done with one volume without leaving the list. */
export function VolumeTools({ rows }: VolumeToolsProps) {
  const rights = useRights();
  const navigate = useNavigate();
  const { clusterNames, awayClusters } = useContext(ListFacts);
  const [open, setOpen] = useState<{ readonly task: VolumeTask; readonly volume: Volume }>();
  const known = (id: string) => [...rows.values()].find(({ UUID }) => UUID === id);
  const unreachableOf = ({ clusterId }: Volume) =>
    awayClusters.has(clusterId) ? 'The volume’s cluster can’t be reached.' : undefined;

  return (
    <>
      <RowTools
        rows={rows}
        rowId={idOf}
        rowName={nameOf}
        what="Volume"
        query={volumeQuery}
        gone="This volume was deleted."
        actionsOf={(volume, glance) =>
          volumeActions(volume, rights, unreachableOf(volume), {
            glance,
            edit: () => void navigate(paths.editVolume(volume.UUID)),
            copy: (what, text) => void copyWithNotice(what, text),
            start: (task) => setOpen({ task, volume }),
          })
        }
        drawGlance={(volume, isAtRest) => (
          <VolumeGlance
            volume={volume}
            isAtRest={isAtRest}
            unreachable={unreachableOf(volume)}
            onStart={(task) => setOpen({ task, volume })}
          />
        )}
      />
      <Suspense>
        {open === undefined ? null : (
          <TaskDialog
            key={`${open.task} ${open.volume.UUID}`}
            task={open.task}
            // What is known of it by now; once it has left the list, the last that was.
            volume={known(open.volume.UUID) ?? open.volume}
            cluster={clusterNames.get(open.volume.clusterId) ?? open.volume.clusterId}
            onClose={() => setOpen(undefined)}
          />
        )}
      </Suspense>
    </>
  );
}
