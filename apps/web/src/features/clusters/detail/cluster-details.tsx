import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { Alert } from '@patternfly/react-core/dist/esm/components/Alert';
import { LeftOut } from '#/domain/left-out.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { CapacityPanel } from './capacity-panel.tsx';
import { CertificateChange } from './certificate-change.tsx';
import { ConnectionPanel } from './connection-panel.tsx';
import { HealthPanel } from './health-panel.tsx';
import { NodesPanel } from './nodes-panel.tsx';
import { VolumesPanel } from './volumes-panel.tsx';

const WHAT_TO_DO: Record<Exclude<FleetCluster['status'], 'Connected'>, string> = {
  Disconnected:
    'The federation keeps trying. Check that the cluster is up and that its network can be reached.',
  Unauthorized:
    'The cluster refuses the service key. Check that its credential is still there, or detach the cluster and attach it anew.',
};

const NONSENSE =
  'The federation keeps asking, less and less often, and keeps what it knew before. Check what answers at the endpoints, and whether the cluster is broken.';

function titleOf({ status, invalidDataSince: nonsenseSince }: FleetCluster): string {
  if (nonsenseSince !== undefined) return 'The cluster answers nonsense';
  return status === 'Connected'
    ? 'What is shown may not be all, or not the newest'
    : `The cluster is ${status.toLowerCase()}`;
}

function adviceOn({ status, invalidDataSince: nonsenseSince }: FleetCluster): string | undefined {
  if (nonsenseSince !== undefined) return NONSENSE;
  return status === 'Connected' ? undefined : WHAT_TO_DO[status];
}

/** Why the cluster is not connected, and how old what is shown is. Nothing when all is well. */
function Trouble({ cluster }: { readonly cluster: FleetCluster }) {
  const { status, error, asOf, invalidDataSince: nonsenseSince } = cluster;
  const advice = adviceOn(cluster);
  if (cluster.presentedFingerprint !== undefined) return <CertificateChange cluster={cluster} />;
  if (status === 'Connected' && error === '') return null;
  return (
    <Alert
      isInline
      variant={status === 'Disconnected' ? 'danger' : 'warning'}
      component="h2"
      title={titleOf(cluster)}
    >
      <p className="ast-cluster-cause">{error}</p>
      {nonsenseSince === undefined ? null : (
        <p>
          Since <RelativeTime value={nonsenseSince} exact />.
        </p>
      )}
      {advice === undefined ? null : <p>{advice}</p>}
      <p>
        {asOf === undefined ? (
          'Nothing is known of its volumes yet.'
        ) : (
          <>
            Its volumes are shown as of <RelativeTime value={asOf} exact />.
          </>
        )}
      </p>
    </Alert>
  );
}

/** All that is known of an attached cluster. */
export function ClusterDetails({ cluster }: { readonly cluster: FleetCluster }) {
  return (
    <>
      <Trouble cluster={cluster} />
      <LeftOut clusters={[{ ...cluster, clusterId: cluster.id }]} />
      <div className="ast-columns">
        <div className="ast-stack">
          <CapacityPanel cluster={cluster} />
          <VolumesPanel cluster={cluster} />
          <HealthPanel cluster={cluster} />
        </div>
        <div className="ast-stack">
          <ConnectionPanel cluster={cluster} />
        </div>
      </div>
      <NodesPanel cluster={cluster} />
    </>
  );
}
