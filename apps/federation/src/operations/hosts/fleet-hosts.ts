import { LRUCache } from 'lru-cache';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type {
  FleetHost,
  FleetHosts,
  FleetHostsQuestion,
  HostSortKey,
} from '@asterism/api-types/fleet-api/fleet-host';
import {
  keepBestNamed,
  rankOfName,
  soughtName,
  type NameRank,
} from '@asterism/api-types/rules/name-rank';
import { naturalKey } from '@asterism/api-types/rules/natural-order';
import type { HOST_QUERY } from '@asterism/api-types/rules/host-query';
import type { QueryOf } from '@asterism/api-types/rules/query-line';
import { queryCheck, type QueryValuesOf } from '@asterism/api-types/rules/query-match';
import { searchWords } from '@asterism/api-types/rules/search-words';
import type { Principal } from '../../identity/principal.ts';
import type { UsageByGroup, VolumeUsage } from '../../inventory/volume-usage.ts';
import { createEventLoopYielder } from '../../inventory/yield-to-event-loop.ts';
import type { HostNameStore, KeptHostName } from '../../store/host-name-store.ts';
import { allFreshness } from '../clusters/describe-cluster.ts';
import type { OperationDeps } from '../operation-deps.ts';

export interface HostDeps extends Pick<OperationDeps, 'monitor' | 'inventory'> {
  readonly hostNames: HostNameStore;
}

/** A host with what it is found and sorted by. */
interface FoundHost {
  readonly host: FleetHost;
  readonly text: string;
  readonly sortName: string;
}

/** So many lists are kept, each right until anything changes: the next page, filter or letter then costs little. */
const KEPT_LISTS = 4;

/** The host as the volumes know it that the principal may see; undefined when none of these do. */
function hostOf(
  hostNQN: string,
  usage: UsageByGroup,
  named: KeptHostName | undefined,
  { rights }: Principal,
): FleetHost | undefined {
  const clusterIds = new Set<string>();
  const projects = new Set<string>();
  let volumes = 0;
  let connectedVolumes = 0;
  let capacity = 0n;
  for (const [{ home, project }, part] of usage) {
    if (!rights.canView(project)) continue;
    clusterIds.add(home.clusterId);
    projects.add(project);
    volumes += part.volumes;
    connectedVolumes += part.connected;
    capacity += part.size;
  }
  if (volumes === 0) return undefined;
  return {
    hostNQN,
    ...(named === undefined ? {} : { friendly: friendlyOf(named) }),
    connection: connectedVolumes > 0 ? 'connected' : 'allowed',
    volumes,
    connectedVolumes,
    capacity: String(capacity),
    clusterIds: [...clusterIds],
    projects: [...projects].sort(),
  };
}

const friendlyOf = ({ name, setBy, setAt }: KeptHostName) => ({
  name,
  setBy,
  setAt: setAt.toISOString(),
});

const bySize = <T extends bigint | number | string>(a: T, b: T): number =>
  a < b ? -1 : a > b ? 1 : 0;

/** Of equal ones the name decides. */
const COMPARE: Record<HostSortKey, (a: FleetHost, b: FleetHost) => number> = {
  host: () => 0,
  connection: (a, b) => bySize(b.connectedVolumes, a.connectedVolumes),
  volumes: (a, b) => bySize(a.volumes, b.volumes),
  capacity: (a, b) => bySize(BigInt(a.capacity), BigInt(b.capacity)),
  connectedVolumes: (a, b) => bySize(a.connectedVolumes, b.connectedVolumes),
  clusters: (a, b) => bySize(a.clusterIds.length, b.clusterIds.length),
  projects: (a, b) => bySize(a.projects.length, b.projects.length),
  nqn: (a, b) => bySize(a.hostNQN, b.hostNQN),
  namedBy: (a, b) => bySize(a.friendly?.setBy ?? '', b.friendly?.setBy ?? ''),
};

/** What a line says of hosts. */
export type HostConditions = QueryOf<typeof HOST_QUERY>;

const QUERY_VALUES: QueryValuesOf<FoundHost, typeof HOST_QUERY> = {
  choices: {
    connection: ({ host }) => [host.connection],
    cluster: ({ host }) => host.clusterIds,
    project: ({ host }) => host.projects,
  },
  texts: {
    name: ({ host }) => [host.friendly?.name ?? ''],
    nqn: ({ host }) => [host.hostNQN],
    namedBy: ({ host }) => [host.friendly?.setBy ?? ''],
  },
  numbers: {
    volumes: ({ host }) => host.volumes,
    connected: ({ host }) => host.connectedVolumes,
    capacity: ({ host }) => Number(host.capacity),
  },
  whole: ({ host }) => Number(host.capacity),
  hasWord:
    (word) =>
    ({ text }) =>
      text.includes(word),
};

const FILTERS = ['connection', 'cluster', 'project'] as const;
type Filter = (typeof FILTERS)[number];

const VALUES: Record<Filter, (host: FleetHost) => readonly string[]> = {
  connection: ({ connection }) => [connection],
  cluster: ({ clusterIds }) => clusterIds,
  project: ({ projects }) => projects,
};

/** The hosts that pass all filters; and for each filter, how many pass all others, by its values. */
function filterHosts(hosts: readonly FoundHost[], question: FleetHostsQuestion) {
  const facets: Record<Filter, Record<string, number>> = {
    connection: {},
    cluster: {},
    project: {},
  };
  const wanted = (filter: Filter): readonly string[] => question[filter] ?? [];
  const passing = hosts.filter(({ host }) => {
    const failed = FILTERS.filter((filter) => {
      const values = wanted(filter);
      return values.length > 0 && !VALUES[filter](host).some((value) => values.includes(value));
    });
    for (const filter of FILTERS) {
      if (failed.some((one) => one !== filter)) continue;
      const counts = facets[filter];
      for (const value of VALUES[filter](host)) counts[value] = (counts[value] ?? 0) + 1;
    }
    return failed.length === 0;
  });
  return { passing, facets };
}

/** All hosts that the principal may see, made in turns: there may be tens of thousands. */
async function findHosts(
  usage: VolumeUsage,
  names: readonly KeptHostName[],
  principal: Principal,
): Promise<readonly FoundHost[]> {
  const named = new Map(names.map((one) => [one.hostNqn, one]));
  const yielder = createEventLoopYielder();
  const found: FoundHost[] = [];
  for (const [hostNQN, groups] of usage.all('host')) {
    const host = hostOf(hostNQN, groups, named.get(hostNQN), principal);
    if (yielder.isDue()) await yielder.rest();
    if (host === undefined) continue;
    const name = host.friendly?.name ?? hostNQN;
    const text = `${hostNQN} ${host.friendly?.name ?? ''}`.toLowerCase();
    found.push({ host, text, sortName: `${naturalKey(name)} ${hostNQN}` });
  }
  return found;
}

/** How well a host fits what is sought: by its name, or by its NQN where that fits better. */
function fit({ host: { hostNQN, friendly } }: FoundHost, sought: string): NameRank {
  const ofNqn = rankOfName(hostNQN, sought);
  const ofName = friendly === undefined ? ofNqn : rankOfName(friendly.name, sought);
  return ofName < ofNqn ? ofName : ofNqn;
}

/** A window of the hosts: those first that fit best, or as they come where nothing is sought. */
function windowOf(
  hosts: readonly FoundHost[],
  { best, search = '', offset, limit }: FleetHostsQuestion,
): readonly FoundHost[] {
  const sought = best === undefined ? '' : soughtName(search);
  if (sought === '') return hosts.slice(offset, offset + limit);
  const kept = keepBestNamed<FoundHost>(offset + limit);
  for (const host of hosts) kept.offer(host, fit(host, sought));
  return kept.best().slice(offset);
}

/** Lists the hosts of the volumes that the principal may see, filtered, sorted and counted. */
export function createHostList(deps: HostDeps) {
  const kept = new LRUCache<string, Promise<readonly FoundHost[]>>({ max: KEPT_LISTS });

  async function hostsFor(principal: Principal): Promise<readonly FoundHost[]> {
    const usage = await deps.inventory.usage();
    const names = await deps.hostNames.list();
    const { isClusterAdmin, projects } = principal.rights;
    const sees = isClusterAdmin ? 'all' : projects.toSorted();
    const key = JSON.stringify([deps.inventory.revision(), sees, names]);
    const known = kept.get(key) ?? findHosts(usage, names, principal);
    kept.set(key, known);
    return known;
  }

  return async (
    principal: Principal,
    question: FleetHostsQuestion,
    query: HostConditions,
  ): Promise<FleetHosts> => {
    const words = searchWords(question.search ?? '');
    const hosts = await hostsFor(principal);
    const isMeant = queryCheck(query, QUERY_VALUES, Date.now());
    const found = hosts.filter(
      (host) => words.every((word) => host.text.includes(word)) && isMeant(host),
    );
    const { passing, facets } = filterHosts(found, question);
    const sign = question.order === 'asc' ? 1 : -1;
    const compare = COMPARE[question.sort];
    passing.sort((a, b) => sign * (compare(a.host, b.host) || (a.sortName < b.sortName ? -1 : 1)));
    return {
      hosts: windowOf(passing, question).map(({ host }) => host),
      total: passing.length,
      facets,
      clusters: allFreshness(deps, principal),
    };
  };
}

/** One host; `notFound` when nothing that the principal may see knows it. */
export async function getFleetHost(
  deps: HostDeps,
  principal: Principal,
  hostNQN: string,
): Promise<Result<FleetHost & Pick<FleetHosts, 'clusters'>, Failure>> {
  const usage = await deps.inventory.usage();
  const named = await deps.hostNames.get(hostNQN);
  const host = hostOf(hostNQN, usage.one('host', hostNQN), named, principal);
  if (host !== undefined) return ok({ ...host, clusters: allFreshness(deps, principal) });
  const message = `no volume that you may see allows the host ${JSON.stringify(hostNQN)}`;
  return err(failure('notFound', message));
}

/** Gives the host a friendly name, or with an empty one takes it away. */
export async function nameHost(
  { hostNames }: HostDeps,
  { subject }: Principal,
  { hostNQN, name }: { readonly hostNQN: string; readonly name: string },
): Promise<{ hostNQN: string; name: string }> {
  if (name === '') await hostNames.remove(hostNQN);
  else await hostNames.set({ hostNqn: hostNQN, name, setBy: subject });
  return { hostNQN, name };
}
