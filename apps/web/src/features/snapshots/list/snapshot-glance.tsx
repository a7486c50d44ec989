import { LabelList } from '#/domain/label-list.tsx';
import type { FleetSnapshot } from '@asterism/api-types/fleet-api/fleet-snapshots';
import { useQuery } from '@tanstack/react-query';
import { useContext } from 'react';
import { Link } from 'react-router';
import { snapshotsQuery } from '#/api/snapshot-queries.ts';
import { SnapshotStateLabel } from '#/domain/snapshot-state.tsx';
import { Expiry } from '#/features/snapshots/expiry.tsx';
import { counted } from '#/lib/counted.ts';
import { paths } from '#/lib/paths.ts';
import type { RowAction } from '#/table/row-menu.tsx';
import { Bytes } from '#/ui/bytes.tsx';
import { CopyText } from '#/ui/copy-text.tsx';
import { PropertyList } from '#/ui/property-list.tsx';
import { ReasonedButton } from '#/ui/reasoned-button.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { SnapshotFacts } from './snapshot-columns.tsx';

interface SnapshotGlanceProps {
  readonly snapshot: FleetSnapshot;
  /** Whether one stays at it: only then more is read than the list has. */
  readonly isAtRest: boolean;
  /** Why nothing can be done with it now, whatever its state. */
  readonly unreachable: string | undefined;
  /** What can be done with it. */
  readonly changes: readonly RowAction[];
}

/** A snapshot beside its list: what it is of, how long it is kept, what it occupies, and what can be done with it. */
export function SnapshotGlance(props: SnapshotGlanceProps) {
  const { snapshot, isAtRest, unreachable, changes } = props;
  const { sourceVolumeUUID, sourceVolumeName, statistics, labels, description } = snapshot;
  const { clusterNames, mayOpenClusters } = useContext(SnapshotFacts);
  const { data: ofVolume } = useQuery({
    ...snapshotsQuery({ volume: sourceVolumeUUID, limit: '1' }),
    enabled: isAtRest,
  });
  const cluster = clusterNames.get(snapshot.clusterId) ?? snapshot.clusterId;
  return (
    <>
      <div className="ast-row">
        <SnapshotStateLabel state={snapshot.state} isStale={unreachable !== undefined} />
      </div>
      {unreachable === undefined ? null : <p>{unreachable} This is its last known state.</p>}
      {description === '' ? null : <p>{description}</p>}
      <PropertyList
        properties={[
          [
            'Volume',
            <Link key="volume" to={paths.volume(sourceVolumeUUID)}>
              {sourceVolumeName || sourceVolumeUUID}
            </Link>,
          ],
          [
            'Of the volume',
            <Link key="all" to={paths.volumeSnapshots(sourceVolumeUUID)}>
              {ofVolume === undefined
                ? 'All snapshots'
                : counted(ofVolume.total, 'snapshot', 'snapshots')}
            </Link>,
          ],
          ['Created', <RelativeTime key="created" value={snapshot.creationTime} />],
          ['Expires', <Expiry key="expires" {...snapshot} />],
          ['Size', <Bytes key="size" value={snapshot.size} />],
          ['Written', <Bytes key="written" value={statistics.userWritten} />],
          ['Stored', <Bytes key="stored" value={statistics.physicalOwnedCapacity} />],
          ['Labels', <LabelList key="labels" labels={labels} />],
          [
            'Project',
            <Link key="project" to={paths.project(snapshot.projectName)}>
              {snapshot.projectName}
            </Link>,
          ],
          [
            'Cluster',
            mayOpenClusters ? (
              <Link key="cluster" to={paths.cluster(snapshot.clusterId)}>
                {cluster}
              </Link>
            ) : (
              cluster
            ),
          ],
          ['UUID', <CopyText key="uuid" text={snapshot.UUID} what="UUID" />],
        ]}
      />
      <div className="ast-row">
        {changes.map(({ text, reason, isDanger, run }) => (
          <ReasonedButton
            key={text}
            variant={isDanger === true ? 'danger' : 'secondary'}
            size="sm"
            reason={reason}
            onClick={() => run?.()}
          >
            {text}
          </ReasonedButton>
        ))}
      </div>
    </>
  );
}
