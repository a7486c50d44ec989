import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { paths } from '#/lib/paths.ts';
import { LinkButton } from '#/ui/link-button.tsx';
import { Panel } from '#/ui/panel.tsx';
import { clusterName } from '#/domain/cluster-name.ts';

interface AlreadyAttachedProps {
  readonly cluster: Pick<FleetCluster, 'id' | 'name'>;
  readonly onChange: () => void;
}

/** Says that the endpoint belongs to a cluster that is attached, and leads there. */
export function AlreadyAttached({ cluster, onChange }: AlreadyAttachedProps) {
  return (
    <Panel title="This cluster is attached already">
      <div className="ast-stack">
        <p>
          It is <strong>{clusterName(cluster)}</strong>; there is nothing left to do.
        </p>
        <div className="ast-row">
          <LinkButton variant="primary" to={paths.cluster(cluster.id)}>
            Go to the cluster
          </LinkButton>
          <Button variant="link" onClick={onChange}>
            Change the endpoint
          </Button>
        </div>
      </div>
    </Panel>
  );
}
