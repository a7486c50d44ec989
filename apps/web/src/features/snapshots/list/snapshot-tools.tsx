import type { FleetSnapshot } from '@asterism/api-types/fleet-api/fleet-snapshots';
import { snapshotApi } from '@asterism/api-types/fleet-api/snapshot-api';
import { lazy, Suspense, useContext, useState } from 'react';
import { useNavigate } from 'react-router';
import { useRights } from '#/api/session.ts';
import { indexedSnapshotQuery } from '#/api/snapshot-queries.ts';
import { copyWithNotice } from '#/domain/copy-with-notice.ts';
import { RowTools } from '#/domain/row-tools.tsx';
import { chosenSnapshots } from '#/features/snapshots/snapshots-target.ts';
import { lazyPart } from '#/lib/lazy-part.ts';
import { loadChunk } from '#/lib/load-chunk.ts';
import { paths } from '#/lib/paths.ts';
import { snapshotActions, snapshotChanges, type SnapshotTask } from './snapshot-actions.ts';
import { SnapshotFacts } from './snapshot-columns.tsx';
import { idOf, nameOf, partsOf } from './snapshot-ids.ts';

const SnapshotGlance = lazyPart(
  () => import('./snapshot-glance.tsx'),
  ({ SnapshotGlance }) => SnapshotGlance,
);
const RollBackDialog = lazy(() =>
  loadChunk(() => import('#/features/snapshots/rollback/snapshot-roll-back-dialog.tsx')).then(
    (module) => ({ default: module.SnapshotRollBackDialog }),
  ),
);
const DeleteDialog = lazy(() =>
  loadChunk(() => import('#/features/snapshots/delete/delete-snapshots-dialog.tsx')).then(
    (module) => ({ default: module.DeleteSnapshotsDialog }),
  ),
);
const CallDialog = lazyPart(
  () => import('#/domain/call-dialog.tsx'),
  ({ CallDialog }) => CallDialog,
);

interface TaskDialogProps {
  readonly task: SnapshotTask;
  readonly snapshot: FleetSnapshot;
  /** The name of its cluster. */
  readonly cluster: string;
  readonly onClose: () => void;
}

function TaskDialog({ task, snapshot, cluster, onClose }: TaskDialogProps) {
  const { projectName, UUID, name } = snapshot;
  if (task === 'rollBack') {
    return <RollBackDialog snapshot={snapshot} cluster={cluster} onClose={onClose} />;
  }
  if (task === 'call') {
    const call = { operation: snapshotApi.getSnapshot, input: { projectName, UUID } };
    return <CallDialog call={call} what={`Reads ${name}`} onClose={onClose} />;
  }
  return (
    <DeleteDialog target={chosenSnapshots([snapshot])} onStarted={onClose} onClose={onClose} />
  );
}

interface SnapshotToolsProps {
  /** The snapshots at hand, by their places in the list. */
  readonly rows: ReadonlyMap<number, FleetSnapshot>;
}

/** What can be done with one snapshot without leaving the list. */
export function SnapshotTools({ rows }: SnapshotToolsProps) {
  const rights = useRights();
  const navigate = useNavigate();
  const { clusterNames, awayClusters } = useContext(SnapshotFacts);
  const [open, setOpen] = useState<{
    readonly task: SnapshotTask;
    readonly snapshot: FleetSnapshot;
  }>();
  const unreachableOf = ({ clusterId }: FleetSnapshot) =>
    awayClusters.has(clusterId) ? 'The snapshot’s cluster can’t be reached.' : undefined;
  const doingsOf = (snapshot: FleetSnapshot) => ({
    clone: () =>
      void navigate(paths.newVolume({ snapshot: snapshot.UUID, project: snapshot.projectName })),
    copy: (what: string, text: string) => void copyWithNotice(what, text),
    start: (task: SnapshotTask) => setOpen({ task, snapshot }),
  });

  return (
    <>
      <RowTools
        rows={rows}
        rowId={idOf}
        rowName={nameOf}
        what="Snapshot"
        query={(id) => indexedSnapshotQuery(...partsOf(id))}
        gone="This snapshot was deleted."
        actionsOf={(snapshot, glance) =>
          snapshotActions(snapshot, rights, unreachableOf(snapshot), {
            ...doingsOf(snapshot),
            glance,
          })
        }
        drawGlance={(snapshot, isAtRest) => (
          <SnapshotGlance
            snapshot={snapshot}
            isAtRest={isAtRest}
            unreachable={unreachableOf(snapshot)}
            changes={snapshotChanges(snapshot, rights, unreachableOf(snapshot), doingsOf(snapshot))}
          />
        )}
      />
      <Suspense>
        {open === undefined ? null : (
          <TaskDialog
            key={`${open.task} ${idOf(open.snapshot)}`}
            {...open}
            cluster={clusterNames.get(open.snapshot.clusterId) ?? open.snapshot.clusterId}
            onClose={() => setOpen(undefined)}
          />
        )}
      </Suspense>
    </>
  );
}
