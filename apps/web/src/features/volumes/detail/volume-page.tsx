import { isTransitional, type VolumeState } from '@asterism/api-types/rules/volume-states';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, type LoaderFunctionArgs } from 'react-router';
import { queryClient } from '#/api/query-client.ts';
import { useRights } from '#/api/session.ts';
import { clusterQuery } from '#/api/cluster-queries.ts';
import { volumeQuery } from '#/api/volume-query.ts';
import { clusterName, freshnessName } from '#/domain/cluster-name.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { HistoryPanel } from '#/domain/history-panel.tsx';
import { paths } from '#/lib/paths.ts';
import { Page } from '#/ui/page.tsx';
import { ShowCall } from '#/domain/show-call.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import { VolumeTabs } from '#/domain/volume-tabs.tsx';
import { ProtectionLabel, VolumeStateLabel } from '#/domain/volume-state.tsx';
import { inventoryQuery, useVolume } from './use-volume.ts';
import { VolumeActions } from './volume-actions.tsx';
import { VolumeAccess, VolumeCapacity, VolumeFacts } from './volume-panels.tsx';
import { VolumeMissing } from '#/features/volumes/volume-missing.tsx';
import { VolumeNodes } from './volume-nodes.tsx';
import { SlowNote, StateAge } from './slow-note.tsx';
import { VolumeNotes } from './volume-notes.tsx';

export const loader = ({ params }: LoaderFunctionArgs) => {
  const volumeId = params['volumeId'] ?? '';
  void queryClient.prefetchQuery(volumeQuery(volumeId));
  void queryClient.prefetchQuery(inventoryQuery(volumeId));
  return null;
};

const UNDER_WAY: Partial<Record<VolumeState, string>> = {
  Creating: 'The cluster is creating this volume. Hosts can connect once it is available.',
  Updating: 'The cluster is applying a change. The volume stays in use.',
  Deleting: 'The cluster is deleting this volume.',
  Rollback: 'The cluster is rolling this volume back to a snapshot.',
};

const CRUMBS = [{ to: paths.volumes(), text: 'Volumes' }];

/** Everything that is known about one volume. */
export function VolumePage() {
  const { volumeId = '' } = useParams();
  const { isClusterAdmin } = useRights();
  const { volume, isGone, isStale, failure, freshness, trouble, readAgain } = useVolume(volumeId);
  const cluster = useQuery({
    ...clusterQuery(volume?.clusterId ?? ''),
    enabled: isClusterAdmin && volume !== undefined && volume.clusterId !== '',
  });

  if (isGone) return <VolumeMissing volumeId={volumeId} lastKnown={volume} />;
  if (volume === undefined) {
    return (
      <Page title="Volume" breadcrumbs={CRUMBS}>
        {failure === undefined ? (
          <SkeletonLines count={8} />
        ) : (
          <FailureView failure={failure} onRetry={readAgain} />
        )}
      </Page>
    );
  }

  const known = cluster.data;
  const nameOfCluster =
    freshness !== undefined
      ? freshnessName(freshness)
      : known !== undefined
        ? clusterName(known)
        : volume.clusterId;
  return (
    <Page
      title={volume.name}
      breadcrumbs={CRUMBS}
      badge={
        <>
          <VolumeStateLabel state={volume.state} isStale={isStale} />
          <ProtectionLabel state={volume.protectionState} isStale={isStale} />
        </>
      }
      subtitle={
        <>
          Project <Link to={paths.project(volume.projectName)}>{volume.projectName}</Link>, on{' '}
          {isClusterAdmin ? (
            <Link to={paths.cluster(volume.clusterId)}>{nameOfCluster}</Link>
          ) : (
            nameOfCluster
          )}
          {/* In the line that is there: what a click brings about must not move the page. */}
          <output>
            {UNDER_WAY[volume.state] === undefined ? '' : ` · ${UNDER_WAY[volume.state]}`}
          </output>
          {isTransitional(volume.state) ? <StateAge volume={volume} state={volume.state} /> : null}
        </>
      }
      actions={
        <VolumeActions
          cluster={nameOfCluster}
          volume={volume}
          unreachable={isStale ? 'The volume’s cluster can’t be reached.' : undefined}
        />
      }
    >
      <VolumeTabs volumeId={volume.UUID} current="details" />
      {isTransitional(volume.state) ? <SlowNote volume={volume} state={volume.state} /> : null}
      <VolumeNotes
        volume={volume}
        isStale={isStale}
        failure={failure}
        freshness={freshness}
        trouble={trouble}
        onRetry={readAgain}
      />
      <div className="ast-details">
        <VolumeFacts volume={volume} />
        <div className="ast-stack">
          <VolumeCapacity volume={volume} isStale={isStale} />
          <VolumeAccess volume={volume} />
        </div>
        <VolumeNodes volume={volume} nodes={cluster.data?.nodes} isStale={isStale} />
      </div>
      <HistoryPanel
        kind="volume"
        subject={volume.UUID}
        name={volume.name}
        {...(isClusterAdmin ? { clusterId: volume.clusterId } : {})}
      />
      <ShowCall call={{ operation: federationApi.getVolume, input: { UUID: volume.UUID } }} />
    </Page>
  );
}
