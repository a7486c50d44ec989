import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useQuery } from '@tanstack/react-query';
import { clustersQuery } from '#/api/cluster-queries.ts';
import { demoQuery } from '#/api/demo.ts';

/** A simulated cluster of the demo. */
interface DemoCluster {
  readonly name: string;
  readonly apiEndpoint: string;
}

type Attached = Pick<FleetCluster, 'apiEndpoints'>;

/** The simulated clusters that are not attached, by any of their endpoints. */
const unattached = (
  simulated: readonly DemoCluster[],
  attached: readonly Attached[],
): readonly DemoCluster[] =>
  simulated.filter(
    ({ apiEndpoint }) => !attached.some(({ apiEndpoints }) => apiEndpoints.includes(apiEndpoint)),
  );

interface DemoClustersProps {
  readonly onChoose: (apiEndpoint: string) => void;
}

/** In a demo: the simulated clusters that can still be attached, one click each. Elsewhere nothing. */
export function DemoClusters({ onChoose }: DemoClustersProps) {
  const { data: simulated } = useQuery(demoQuery());
  const { data: attached } = useQuery(clustersQuery());
  if (simulated === undefined || simulated === null || attached === undefined) return null;
  const choices = unattached(simulated, attached);
  return (
    <fieldset className="ast-demo">
      <legend>Demo</legend>
      {choices.length === 0 ? (
        <p className="ast-quiet">All simulated clusters are attached.</p>
      ) : (
        <>
          <p className="ast-quiet">
            {choices.length === 1
              ? 'One simulated cluster is not attached yet:'
              : `${choices.length} simulated clusters are not attached yet:`}
          </p>
          <div className="ast-row">
            {choices.map(({ name, apiEndpoint }) => (
              <Button key={apiEndpoint} variant="secondary" onClick={() => onChoose(apiEndpoint)}>
                Use {name === '' ? 'the simulated cluster' : name} ({apiEndpoint})
              </Button>
            ))}
          </div>
        </>
      )}
    </fieldset>
  );
}
