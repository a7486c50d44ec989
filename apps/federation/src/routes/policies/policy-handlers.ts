import type { Handlers } from '@asterism/api-server/operation-router';
import { ok } from '@asterism/api-types/common/result';
import type { clientRoutes } from '@asterism/api-types/federation-api/client-routes';
import type { Principal } from '../../identity/principal.ts';
import type { FleetMonitor } from '../../monitor/fleet-monitor.ts';
import { byName } from '../by-name.ts';

type PolicyHandlers = Pick<Handlers<typeof clientRoutes, Principal>, 'listPolicies'>;

/** The QoS policies of all clusters, as they last told them. In the fleet a policy is its name. */
export function policyHandlers(monitor: FleetMonitor): PolicyHandlers {
  return {
    listPolicies: () =>
      ok({ policies: byName(monitor, (clusterId) => monitor.facts(clusterId).policies) }),
  };
}
