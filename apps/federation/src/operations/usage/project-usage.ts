import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { ProjectDetails, ProjectUsage } from '@asterism/api-types/fleet-api/usage-lists';
import { compareNames } from '@asterism/api-types/rules/natural-order';
import { parseRole } from '@asterism/api-types/rules/roles';
import type { Principal } from '../../identity/principal.ts';
import type { UsageByGroup, VolumeUsage } from '../../inventory/volume-usage.ts';
import type { UserStore } from '../../store/user-store.ts';
import { allFreshness } from '../clusters/describe-cluster.ts';
import { listProjects } from '../fleet/projects-and-policies.ts';
import type { OperationDeps } from '../operation-deps.ts';
import { sumUsage } from './sum-usage.ts';

export interface ProjectDeps extends Pick<OperationDeps, 'monitor' | 'inventory'> {
  readonly users: Pick<UserStore, 'list' | 'get'>;
}

/** The clusters that have a project of the name, or volumes in it. */
function clustersOf({ monitor }: ProjectDeps, name: string, usage: UsageByGroup): string[] {
  const ids = monitor
    .clusters()
    .map(({ id }) => id)
    .filter((id) => monitor.snapshot(id).projects.some((project) => project.name === name));
  return [...new Set([...ids, ...Array.from(usage, ([{ home }]) => home.clusterId)])];
}

function usageOf(deps: ProjectDeps, usage: VolumeUsage, name: string): ProjectUsage {
  const { primaries: _, ...sum } = sumUsage(usage.one('project', name));
  const known = listProjects(deps.monitor).find((project) => project.name === name);
  return {
    name,
    description: known?.description ?? '',
    clusterIds: clustersOf(deps, name, usage.one('project', name)),
    ...sum,
  };
}

/** The names of all projects that clusters have, or that have volumes, as far as the principal may see them. */
function visibleNames({ monitor }: ProjectDeps, usage: VolumeUsage, { rights }: Principal) {
  const names = new Set(listProjects(monitor).map(({ name }) => name));
  for (const [name, groups] of usage.all('project')) {
    if (sumUsage(groups).volumes > 0) names.add(name);
  }
  return [...names].filter((name) => rights.canView(name)).sort(compareNames);
}

/** The projects that the principal may see, with what their volumes add up to. */
export async function listProjectUsage(deps: ProjectDeps, principal: Principal) {
  const usage = await deps.inventory.usage();
  return {
    projects: visibleNames(deps, usage, principal).map((name) => usageOf(deps, usage, name)),
    clusters: allFreshness(deps, principal),
  };
}

/** How many things of a kind have volumes in the project, each with how many. */
function sharesOf(usage: VolumeUsage, kind: 'host' | 'policy', project: string) {
  const shares: { name: string; volumes: number; connected: number }[] = [];
  for (const [name, groups] of usage.all(kind)) {
    let volumes = 0;
    let connected = 0;
    for (const [group, part] of groups) {
      if (group.project !== project) continue;
      volumes += part.volumes;
      connected += part.connected;
    }
    if (volumes > 0) shares.push({ name, volumes, connected });
  }
  return shares;
}

/** Who has a role in the project; whoever is no cluster admin learns of nobody else. */
async function peopleOf({ users }: ProjectDeps, { subject, rights }: Principal, name: string) {
  const own = rights.isClusterAdmin ? undefined : await users.get(subject);
  const people = rights.isClusterAdmin
    ? await users.list()
    : [own].filter((one) => one !== undefined);
  return people
    .map((person) => ({
      name: person.name,
      roles: person.roles.filter((text) => {
        const role = parseRole(text);
        return role?.kind === 'cluster-admin' || role?.project === name;
      }),
      disabled: person.disabled,
    }))
    .filter(({ roles }) => roles.length > 0);
}

/** One project; `notFound` when there is none that the principal may see. */
export async function getProjectUsage(
  deps: ProjectDeps,
  principal: Principal,
  name: string,
): Promise<Result<ProjectDetails, Failure>> {
  const usage = await deps.inventory.usage();
  if (!visibleNames(deps, usage, principal).includes(name)) {
    return err(failure('notFound', `there is no project ${JSON.stringify(name)} that you may see`));
  }
  const project = usageOf(deps, usage, name);
  const hosts = sharesOf(usage, 'host', name);
  return ok({
    ...project,
    byCluster: project.clusterIds.map((clusterId) => {
      const { volumes, size, provisioned, used } = sumUsage(
        usage.one('project', name),
        ({ home }) => home.clusterId === clusterId,
      );
      return { clusterId, volumes, size, provisioned, used };
    }),
    policies: sharesOf(usage, 'policy', name)
      .map((policy) => ({ name: policy.name, volumes: policy.volumes }))
      .sort((a, b) => compareNames(a.name, b.name)),
    hosts: hosts.length,
    connectedHosts: hosts.filter(({ connected }) => connected > 0).length,
    people: await peopleOf(deps, principal, name),
    clusters: allFreshness(deps, principal),
  });
}
