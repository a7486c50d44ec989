import type { Handlers } from '@asterism/api-server/operation-router';
import { failure } from '@asterism/api-types/common/failure';
import { err, ok } from '@asterism/api-types/common/result';
import type { clientRoutes } from '@asterism/api-types/federation-api/client-routes';
import type { Principal } from '../identity/principal.ts';
import type { FleetMonitor } from '../monitor/fleet-monitor.ts';
import { byName } from '../operations/fleet/by-name.ts';

type PolicyHandlers = Pick<Handlers<typeof clientRoutes, Principal>, 'listPolicies' | 'getPolicy'>;

/** The QoS policies of all clusters, as they last told them. In the fleet a policy is its name. */
export function policyHandlers(monitor: FleetMonitor): PolicyHandlers {
  const ofCluster = (clusterId: string) => monitor.snapshot(clusterId).policies;
  return {
    listPolicies: () => ok({ policies: byName(monitor, ofCluster) }),
    getPolicy({ UUID, name = '' }) {
      if (UUID === '' && name === '') {
        return err(failure('invalidArgument', 'UUID: a UUID or a name is required'));
      }
      const all = monitor.clusters().flatMap(({ id }) => ofCluster(id));
      const policy = all.find((one) =>
        UUID === '' ? one.name === name : one.UUID.toLowerCase() === UUID.toLowerCase(),
      );
      const message = `there is no QoS policy ${JSON.stringify(UUID || name)} on any cluster`;
      return policy === undefined ? err(failure('notFound', message)) : ok(policy);
    },
  };
}
