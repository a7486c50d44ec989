import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { Alert } from '@patternfly/react-core/dist/esm/components/Alert';
import { Link } from 'react-router';
import { paths } from '#/paths.ts';
import { clusterName } from './cluster-list.ts';

/** Says that an endpoint belongs to a cluster that is attached. */
export function AlreadyAttached({
  cluster,
}: {
  readonly cluster: Pick<FleetCluster, 'id' | 'name'>;
}) {
  return (
    <Alert
      isInline
      isLiveRegion
      variant="warning"
      component="h3"
      title="This cluster is attached already"
    >
      It is <Link to={paths.cluster(cluster.id)}>{clusterName(cluster)}</Link>. There is nothing to
      attach.
    </Alert>
  );
}
