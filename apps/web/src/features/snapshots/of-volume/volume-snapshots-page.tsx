import type { FleetSnapshot } from '@asterism/api-types/fleet-api/fleet-snapshots';
import { FLEET_PAGE_MAX } from '@asterism/api-types/fleet-api/fleet-volumes';
import { snapshotApi } from '@asterism/api-types/fleet-api/snapshot-api';
import { volumeCan } from '@asterism/api-types/rules/volume-can';
import { CameraIcon } from '@patternfly/react-icons/dist/esm/icons/camera-icon';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Link, useParams, type LoaderFunctionArgs } from 'react-router';
import { queryClient } from '#/api/query-client.ts';
import { useRights } from '#/api/session.ts';
import { schedulesQuery } from '#/api/schedule-calls.ts';
import { dependentsQuery, snapshotsQuery } from '#/api/snapshot-queries.ts';
import { volumeQuery } from '#/api/volume-query.ts';
import { AsOf } from '#/domain/as-of.tsx';
import { freshnessName } from '#/domain/cluster-name.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { isCurrent } from '#/domain/is-current.ts';
import { missingRight } from '#/domain/missing-right.ts';
import { NamedClones } from '#/domain/named-clones.tsx';
import { PageCalls } from '#/domain/page-calls.tsx';
import { VolumeTabs } from '#/domain/volume-tabs.tsx';
import { lazyPart } from '#/lib/lazy-part.ts';
import { loadChunk } from '#/lib/load-chunk.ts';
import { counted } from '#/lib/counted.ts';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import { DataTable } from '#/table/data-table.tsx';
import { EmptyView } from '#/ui/empty-view.tsx';
import { Note } from '#/ui/note.tsx';
import { Page } from '#/ui/page.tsx';
import { Panel } from '#/ui/panel.tsx';
import { ReasonedButton } from '#/ui/reasoned-button.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import { chosenSnapshots } from '#/features/snapshots/snapshots-target.ts';
import { VolumeSchedules } from '#/features/snapshots/schedules/volume-schedules.tsx';
import { SnapshotTimeline } from '#/features/snapshots/snapshot-timeline.tsx';
import { timelineColumns, type SnapshotAction } from './timeline-columns.tsx';

const CreateDialog = lazyPart(
  () => import('#/domain/create-snapshot-dialog.tsx'),
  ({ CreateSnapshotDialog }) => CreateSnapshotDialog,
);
const RollBackDialog = lazyPart(
  () => import('#/features/snapshots/rollback/roll-back-dialog.tsx'),
  ({ RollBackDialog }) => RollBackDialog,
);
const DeleteDialog = lazy(() =>
  loadChunk(() => import('#/features/snapshots/delete/delete-snapshots-dialog.tsx')).then(
    (module) => ({ default: module.DeleteSnapshotsDialog }),
  ),
);

/** The snapshots of a volume, the newest first. */
const ofVolume = (volume: string) =>
  snapshotsQuery({ volume, sort: 'created', order: 'desc', limit: String(FLEET_PAGE_MAX) });

export const loader = ({ params }: LoaderFunctionArgs) => {
  const volumeId = params['volumeId'] ?? '';
  void queryClient.prefetchQuery(volumeQuery(volumeId));
  void queryClient.prefetchQuery(ofVolume(volumeId));
  void queryClient.prefetchQuery(dependentsQuery(volumeId));
  return null;
};

const idOf = ({ UUID }: FleetSnapshot) => UUID;
const nameOf = ({ name }: FleetSnapshot) => name;

type Doing =
  | { readonly action: 'create' }
  | { readonly action: SnapshotAction; readonly snapshot: FleetSnapshot };

/** Why nobody may take a snapshot of the volume now; undefined when one may be taken. */
function useWhyNoSnapshot(volumeId: string, unreachable: string | undefined) {
  const rights = useRights();
  const { data: volume } = useQuery(volumeQuery(volumeId));
  if (volume === undefined) return 'The volume isn’t known.';
  const noRight = missingRight(rights, 'createSnapshot', volume.projectName);
  if (noRight !== undefined) return noRight;
  const verdict = volumeCan.update(volume);
  return unreachable ?? (verdict.allowed ? undefined : verdict.reason);
}

/** The snapshots of one volume by age, and what can be done with each. */
export function VolumeSnapshotsPage() {
  const { volumeId = '' } = useParams();
  const rights = useRights();
  const volume = useQuery(volumeQuery(volumeId));
  const answer = useQuery(ofVolume(volumeId));
  const dependents = useQuery(dependentsQuery(volumeId));
  const [doing, setDoing] = useState<Doing>();
  const schedules = useQuery(schedulesQuery(volume.data?.projectName ?? '', volumeId));
  const { snapshots, total = 0 } = answer.data ?? {};
  const clusterId = volume.data?.clusterId ?? snapshots?.[0]?.clusterId;
  const freshness = answer.data?.clusters.find((one) => one.clusterId === clusterId);
  const unreachable =
    freshness === undefined || isCurrent(freshness)
      ? undefined
      : 'The volume’s cluster can’t be reached.';
  const whyNoSnapshot = useWhyNoSnapshot(volumeId, unreachable);
  const whyNoChange =
    volume.data === undefined
      ? unreachable
      : (missingRight(rights, 'createResourcePolicy', volume.data.projectName) ?? unreachable);
  const name = volume.data?.name ?? snapshots?.[0]?.sourceVolumeName ?? 'Volume';
  const clusterName = freshness === undefined ? (clusterId ?? '') : freshnessName(freshness);
  // The table moves when the lines of the timeline come after it. A cluster that is away is not waited for.
  const hasSchedules =
    schedules.data !== undefined ||
    schedules.error !== null ||
    volume.error !== null ||
    unreachable !== undefined;
  const clones = dependents.data?.clones;
  const isCounted = dependents.data !== undefined || dependents.error !== null;
  const close = () => setDoing(undefined);
  const isGone = volume.data === undefined && volume.error !== null && (snapshots?.length ?? 0) > 0;

  return (
    <Page
      title={name}
      breadcrumbs={[{ to: paths.volumes(), text: 'Volumes' }]}
      subtitle={clusterName === '' ? undefined : `Snapshots, on ${clusterName}`}
      actions={
        <ReasonedButton
          variant="primary"
          reason={whyNoSnapshot}
          onClick={() => setDoing({ action: 'create' })}
        >
          Take snapshot
        </ReasonedButton>
      }
    >
      <VolumeTabs volumeId={volumeId} current="snapshots" />
      {freshness === undefined ? null : <AsOf clusters={[freshness]} what="snapshots" />}
      {isGone ? (
        <Note
          tone="warning"
          title="The volume can’t be read now, or was deleted. Its snapshots are kept."
        />
      ) : null}
      {answer.error !== null && snapshots === undefined ? (
        <FailureView failure={answer.error} onRetry={() => answer.refetch()} />
      ) : snapshots === undefined || !hasSchedules || !isCounted ? (
        <SkeletonLines count={6} />
      ) : (
        <>
          {snapshots.length === 0 ? null : (
            <Panel title="Timeline">
              <SnapshotTimeline
                snapshots={snapshots}
                schedules={schedules.data?.resourcePolicies}
              />
              {total > snapshots.length ? (
                <p>
                  The newest {snapshots.length} of {formatCount(total)} snapshots are shown here.{' '}
                  <Link to={paths.snapshots({ search: name })}>View all</Link>
                </p>
              ) : null}
            </Panel>
          )}
          {clones === undefined || clones.total === 0 ? null : (
            <p>
              {counted(clones.total, 'volume was', 'volumes were')} cloned from these snapshots:{' '}
              <NamedClones clones={clones} link={Link} />
            </p>
          )}
          <DataTable
            label="Snapshots"
            columns={timelineColumns({
              rights,
              volume: volume.data,
              unreachable,
              newest: snapshots,
              schedules: schedules.data?.resourcePolicies,
              onAction: (action, snapshot) => setDoing({ action, snapshot }),
            })}
            rows={snapshots}
            rowId={idOf}
            rowName={nameOf}
            empty={
              <EmptyView title="No snapshots of this volume" icon={CameraIcon}>
                A snapshot keeps the volume as it is at one moment: to roll back to, or to make
                other volumes of.
              </EmptyView>
            }
          />
        </>
      )}
      {volume.data === undefined ? null : (
        <VolumeSchedules
          volume={volume.data}
          clusters={answer.data?.clusters ?? []}
          reason={whyNoChange}
        />
      )}
      <PageCalls
        calls={[
          [
            'List its snapshots',
            { operation: snapshotApi.listFleetSnapshots, input: { volume: volumeId } },
          ],
          [
            'Count what depends on it',
            { operation: snapshotApi.getVolumeDependents, input: { UUID: volumeId } },
          ],
          ...(volume.data === undefined
            ? []
            : ([
                [
                  'List its schedules',
                  {
                    operation: snapshotApi.listResourcePolicies,
                    input: { projectName: volume.data.projectName, volumeUUID: volumeId },
                  },
                ],
              ] as const)),
        ]}
      />
      <Suspense>
        {doing?.action === 'create' && volume.data !== undefined ? (
          <CreateDialog volume={volume.data} onClose={close} />
        ) : null}
        {doing?.action === 'rollBack' && volume.data !== undefined ? (
          <RollBackDialog
            volume={volume.data}
            snapshot={doing.snapshot}
            later={(snapshots ?? []).filter(
              ({ creationTime }) =>
                Date.parse(creationTime) > Date.parse(doing.snapshot.creationTime),
            )}
            cluster={clusterName}
            onClose={close}
          />
        ) : null}
        {doing?.action === 'delete' ? (
          <DeleteDialog
            target={chosenSnapshots([doing.snapshot])}
            onStarted={close}
            onClose={close}
          />
        ) : null}
      </Suspense>
    </Page>
  );
}
