import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';

/** A simulated cluster of the demo. */
export interface DemoCluster {
  readonly name: string;
  readonly apiEndpoint: string;
}

type Attached = Pick<FleetCluster, 'apiEndpoints'>;

/** The simulated clusters that are not attached, by any of their endpoints. */
export const unattached = (
  simulated: readonly DemoCluster[],
  attached: readonly Attached[],
): readonly DemoCluster[] =>
  simulated.filter(
    ({ apiEndpoint }) => !attached.some(({ apiEndpoints }) => apiEndpoints.includes(apiEndpoint)),
  );
