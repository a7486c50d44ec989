import type { Policy, Project } from '@asterism/api-types/cluster-api/cluster-operations';
import { failure, invalidField, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { Principal } from '../../identity/principal.ts';
import type { FleetMonitor } from '../../monitor/fleet-monitor.ts';

type Monitor = Pick<FleetMonitor, 'clusters' | 'snapshot'>;

/** What several clusters have under one name is one thing in the fleet. */
interface NamedInFleet<T> {
  /** Of the first cluster that has the name. */
  readonly first: T;
  readonly clusterIds: string[];
}

/** In the order of the names. */
function byName<T extends { readonly name: string }>(
  monitor: Monitor,
  ofCluster: (clusterId: string) => readonly T[],
): NamedInFleet<T>[] {
  const named = new Map<string, NamedInFleet<T>>();
  for (const { id } of monitor.clusters()) {
    for (const first of ofCluster(id)) {
      const known = named.get(first.name) ?? { first, clusterIds: [] };
      known.clusterIds.push(id);
      named.set(first.name, known);
    }
  }
  return [...named.values()].sort((a, b) => (a.first.name < b.first.name ? -1 : 1));
}

const projects = (monitor: Monitor): NamedInFleet<Project>[] =>
  byName(monitor, (id) => monitor.snapshot(id).projects);

const policies = (monitor: Monitor): NamedInFleet<Policy>[] =>
  byName(monitor, (id) => monitor.snapshot(id).policies);

const summaryOf = ({
  first: { name, description },
  clusterIds,
}: NamedInFleet<Project | Policy>) => ({
  name,
  description,
  clusterIds,
});

/** The projects of all clusters, as last read. In the fleet a project is its name. */
export const listProjects = (monitor: Monitor): Project[] =>
  projects(monitor).map(({ first }) => first);

/** Fails with `notFound`. */
export function getProject(monitor: Monitor, name: string): Result<Project, Failure> {
  const project = listProjects(monitor).find((one) => one.name === name);
  const message = `there is no project ${JSON.stringify(name)} on any cluster`;
  return project === undefined ? err(failure('notFound', message)) : ok(project);
}

/** The projects that the principal may see, each with the clusters that have it. */
export const listFleetProjects = (monitor: Monitor, { rights }: Principal) =>
  projects(monitor)
    .filter(({ first }) => rights.canView(first.name))
    .map(summaryOf);

/** The QoS policies of all clusters, as last read. In the fleet a policy is its name. */
export const listPolicies = (monitor: Monitor): Policy[] =>
  policies(monitor).map(({ first }) => first);

/** The policy with the UUID, or with the name when that is empty; fails with `invalidArgument` or `notFound`. */
export function getPolicy(
  monitor: Monitor,
  { UUID, name = '' }: { readonly UUID: string; readonly name?: string | undefined },
): Result<Policy, Failure> {
  if (UUID === '' && name === '') {
    return err(invalidField('UUID', 'a UUID or a name is required'));
  }
  const all = monitor.clusters().flatMap(({ id }) => monitor.snapshot(id).policies);
  const policy = all.find((one) =>
    UUID === '' ? one.name === name : one.UUID.toLowerCase() === UUID.toLowerCase(),
  );
  const message = `there is no QoS policy ${JSON.stringify(UUID || name)} on any cluster`;
  return policy === undefined ? err(failure('notFound', message)) : ok(policy);
}

/** The QoS policies, each with the clusters that have it. */
export const listFleetPolicies = (monitor: Monitor) => policies(monitor).map(summaryOf);
