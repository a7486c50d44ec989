import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';

/** A simulated cluster of the demo. */
export interface DemoCluster {
  readonly name: string;
  readonly apiEndpoint: string;
}

type Attached = Pick<FleetCluster, 'apiEndpoints' | 'tlsFingerprint'>;

/** The simulated clusters that are not attached, by any of their endpoints. */
export const unattached = (
  simulated: readonly DemoCluster[],
  attached: readonly Attached[],
): readonly DemoCluster[] =>
  simulated.filter(
    ({ apiEndpoint }) => !attached.some(({ apiEndpoints }) => apiEndpoints.includes(apiEndpoint)),
  );

/** The attached cluster that an endpoint is one of, or whose certificate it presents; undefined when there is none. */
export const attachedAs = <Cluster extends Attached>(
  attached: readonly Cluster[],
  apiEndpoint: string,
  fingerprint: string,
): Cluster | undefined =>
  attached.find(
    ({ apiEndpoints, tlsFingerprint }) =>
      apiEndpoints.includes(apiEndpoint) || (fingerprint !== '' && tlsFingerprint === fingerprint),
  );
