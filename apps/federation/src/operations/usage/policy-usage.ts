import type { PolicyUsage } from '@asterism/api-types/fleet-api/usage-lists';
import { areSameLimits } from '@asterism/api-types/rules/qos-limits';
import { compareNames } from '@asterism/api-types/rules/natural-order';
import type { Principal } from '../../identity/principal.ts';
import { allFreshness } from '../clusters/describe-cluster.ts';
import type { OperationDeps } from '../operation-deps.ts';
import { sumUsage } from './sum-usage.ts';

type Deps = Pick<OperationDeps, 'monitor' | 'inventory'>;

/** The QoS policies by name, each as every cluster has it that does. */
export async function listPolicyUsage(deps: Deps, principal: Principal) {
  const { monitor } = deps;
  const usage = await deps.inventory.usage();
  const byName = new Map<string, PolicyUsage['onClusters']>();
  for (const { id: clusterId } of monitor.clusters()) {
    for (const policy of monitor.snapshot(clusterId).policies) {
      const { name, UUID, description, state, QoSRateLimitPolicy: limits } = policy;
      const onClusters = byName.get(name) ?? [];
      byName.set(name, onClusters);
      const { volumes } = sumUsage(
        usage.one('policy', name),
        ({ home }) => home.clusterId === clusterId,
      );
      onClusters.push({
        clusterId,
        UUID,
        description,
        state,
        ...(limits === undefined ? {} : { limits }),
        volumes,
      });
    }
  }
  const policies = Array.from(byName, ([name, onClusters]): PolicyUsage => {
    const { volumes, size, provisioned, used } = sumUsage(usage.one('policy', name));
    const [first] = onClusters;
    const differs = onClusters.some(({ limits }) => !areSameLimits(limits, first?.limits));
    return { name, onClusters, differs, volumes, size, provisioned, used };
  });
  return {
    policies: policies.sort((a, b) => compareNames(a.name, b.name)),
    notOfferedBy: monitor
      .clusters()
      .map(({ id }) => id)
      .filter((id) => !monitor.snapshot(id).offersPolicies),
    clusters: allFreshness(deps, principal),
  };
}
