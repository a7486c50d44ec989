import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';

/** A cluster's name; its UUID while it has none. */
export const clusterName = ({ name, id }: Pick<FleetCluster, 'name' | 'id'>): string =>
  name === '' ? id : name;
