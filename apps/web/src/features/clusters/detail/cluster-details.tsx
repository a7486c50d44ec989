import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { Alert } from '@patternfly/react-core/dist/esm/components/Alert';
import { useState } from 'react';
import { describeRefusal } from '#/api/describe-refusal.ts';
import { ClusterBars } from '#/domain/capacity-bars.tsx';
import { isCurrent } from '#/domain/is-current.ts';
import { UnreadableNotice } from '#/domain/unreadable-notice.tsx';
import { VolumeCounts } from '#/domain/volume-counts.tsx';
import { formatCompression, formatCount, formatRatio } from '#/lib/format.ts';
import { CAPACITY_ANCHOR, paths } from '#/lib/paths.ts';
import { Bytes } from '#/ui/bytes.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { Panel } from '#/ui/panel.tsx';
import { PropertyList } from '#/ui/property-list.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { CertificateChange } from './certificate-change.tsx';
import { ConnectionPanel } from './connection-panel.tsx';
import { FullIn } from './full-in.tsx';
import { HealthPanel } from './health-panel.tsx';
import { NodesPanel } from './nodes-panel.tsx';

/** How many volumes are in each state and protection state, with links to them. */
function VolumesPanel({ cluster }: { readonly cluster: FleetCluster }) {
  const { id, volumes, volumesByState, volumesByProtection } = cluster;
  return (
    <Panel
      title={`Volumes (${formatCount(volumes)})`}
      actions={
        <LinkButton variant="link" to={paths.volumes({ cluster: id })}>
          All volumes
        </LinkButton>
      }
    >
      {volumes === 0 ? (
        <p className="ast-quiet">The cluster has no volumes.</p>
      ) : (
        <VolumeCounts
          byState={volumesByState}
          byProtection={volumesByProtection}
          total={volumes}
          cluster={id}
          isStale={!isCurrent(cluster)}
        />
      )}
    </Panel>
  );
}

/** How much capacity is used, provisioned and free. */
function ClusterCapacityPanel({ cluster }: { readonly cluster: FleetCluster }) {
  const { statistics, provisionedStorage, provisionedToEffectiveStorageRatio } = cluster;
  if (statistics === undefined) {
    return (
      <Panel title="Capacity" anchor={CAPACITY_ANCHOR}>
        <p className="ast-quiet">The cluster has not reported its capacity yet.</p>
      </Panel>
    );
  }
  const effective = statistics.effectivePhysicalStorage;
  return (
    <Panel title="Capacity" anchor={CAPACITY_ANCHOR}>
      <div className="ast-stack">
        <ClusterBars cluster={cluster} />
        <PropertyList
          properties={[
            ['Effective', <Bytes key="effective" value={effective} exact />],
            ['Used', <Bytes key="used" value={statistics.physicalUsedStorage} exact />],
            ['Provisioned', <Bytes key="provisioned" value={provisionedStorage} exact />],
            ['Free', <Bytes key="free" value={statistics.freePhysicalStorage} exact />],
            [
              'Installed',
              <Bytes key="installed" value={statistics.installedPhysicalStorage} exact />,
            ],
            ['Full in', <FullIn key="full-in" clusterId={cluster.id} effective={effective} />],
            ['Provisioning ratio', formatRatio(provisionedToEffectiveStorageRatio)],
            ['Compression ratio', formatCompression(statistics.compressionRatio)],
          ]}
        />
      </div>
    </Panel>
  );
}

const WHAT_TO_DO: Record<Exclude<FleetCluster['status'], 'Connected'>, string> = {
  Disconnected:
    'The federation keeps trying. Check that the cluster is up and reachable over the network.',
  Unauthorized:
    'The cluster does not let Asterism in. The federation keeps trying, and will say why once the cluster answers.',
};

const INVALID_DATA =
  'The federation keeps trying, less and less often, and keeps the last valid data. Check what answers at the endpoints, and whether the cluster is broken.';

function titleOf({ status, refusal, invalidDataSince }: FleetCluster): string {
  if (invalidDataSince !== undefined) return 'The cluster sends invalid data';
  if (refusal !== undefined) return describeRefusal(refusal).title;
  return status === 'Connected'
    ? 'This data may be incomplete or out of date'
    : `The cluster is ${status.toLowerCase()}`;
}

function adviceOn({ status, refusal, invalidDataSince }: FleetCluster): string | undefined {
  if (invalidDataSince !== undefined) return INVALID_DATA;
  if (refusal !== undefined) return describeRefusal(refusal).advice;
  return status === 'Connected' ? undefined : WHAT_TO_DO[status];
}

/** Whether the certificate that was trusted is still the newest that the cluster has presented. */
const isTrustedIn = ({ presentedFingerprint }: FleetCluster, trusted: FleetCluster): boolean =>
  presentedFingerprint === undefined || presentedFingerprint === trusted.presentedFingerprint;

/** Why the cluster is not connected, and how old its data is. Renders nothing when all is well. */
function Trouble({ cluster }: { readonly cluster: FleetCluster }) {
  const { status, error, asOf, invalidDataSince } = cluster;
  const advice = adviceOn(cluster);
  const { refusal = { kind: 'other-certificate' } } = cluster;
  /** The cluster as it was when its new certificate was trusted on this page. */
  const [trusted, setTrusted] = useState<FleetCluster>();
  const isTrusted =
    trusted !== undefined && status !== 'Disconnected' && isTrustedIn(cluster, trusted);
  const hasChanged = isTrusted || cluster.presentedFingerprint !== undefined;
  if (hasChanged && refusal.kind === 'other-certificate') {
    return (
      <CertificateChange
        cluster={isTrusted ? trusted : cluster}
        isTrusted={isTrusted}
        onTrusted={() => setTrusted(cluster)}
        onClose={() => setTrusted(undefined)}
      />
    );
  }
  if (isCurrent(cluster) && error === '') return null;
  return (
    <Alert
      isInline
      variant={status === 'Disconnected' ? 'danger' : 'warning'}
      component="h2"
      title={titleOf(cluster)}
    >
      <p className="ast-cause">{error === '' ? 'The cluster has not answered in time.' : error}</p>
      {invalidDataSince === undefined ? null : (
        <p>
          Since <RelativeTime value={invalidDataSince} exact />.
        </p>
      )}
      {advice === undefined ? null : <p>{advice}</p>}
      <p>
        {asOf === undefined ? (
          'Its volumes are not known yet.'
        ) : (
          <>
            Its volumes are shown as of <RelativeTime value={asOf} exact />.
          </>
        )}
      </p>
    </Alert>
  );
}

/** The details of an attached cluster. */
export function ClusterDetails({ cluster }: { readonly cluster: FleetCluster }) {
  return (
    <>
      <Trouble cluster={cluster} />
      <UnreadableNotice clusters={[{ ...cluster, clusterId: cluster.id }]} />
      <div className="ast-details">
        <div className="ast-stack">
          <HealthPanel cluster={cluster} />
          <ClusterCapacityPanel cluster={cluster} />
        </div>
        <div className="ast-stack">
          <VolumesPanel cluster={cluster} />
          <NodesPanel cluster={cluster} />
        </div>
        <ConnectionPanel cluster={cluster} />
      </div>
    </>
  );
}
