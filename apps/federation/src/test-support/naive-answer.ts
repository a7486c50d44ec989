import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { FleetVolumesQuestion } from '@asterism/api-types/fleet-api/fleet-volumes';
import { parseQuery } from '@asterism/api-types/rules/query-line';
import { VOLUME_QUERY, type VolumeQuery } from '@asterism/api-types/rules/volume-query';
import type { VolumeSortKey } from '@asterism/api-types/rules/volume-sort-keys';

/** Numbers of one length, so that they are in the order of texts. */
const padded = (name: string): string =>
  name.toLowerCase().replaceAll(/\d+/g, (digits) => digits.padStart(20, '0'));

/** Nobody, so many, or anybody. */
function letsIn(values: readonly string[]): number {
  if (values.includes('ALLOW_ANY')) return 1_000_000;
  return values.filter((value) => value !== 'ALLOW_NONE').length;
}

const KEY: Record<VolumeSortKey, (volume: Volume) => string | number> = {
  name: (volume) => padded(volume.name),
  size: (volume) => Number(volume.size),
  state: (volume) => volume.state,
  project: (volume) => padded(volume.projectName),
  cluster: (volume) => padded(volume.clusterId),
  protection: (volume) => volume.protectionState,
  created: (volume) => Date.parse(volume.creationTime) || 0,
  used: ({ statistics }) => Number(statistics.logicalUsedStorage),
  physical: ({ statistics }) => Number(statistics.physicalUsedStorage),
  ratio: ({ statistics }) => statistics.compressionRatio,
  replicas: ({ replicaCount }) => replicaCount,
  compression: ({ compression }) => (compression === 'true' ? 1 : 0),
  acl: ({ acl }) => letsIn(acl.values),
  ipAcl: ({ IPAcl }) => letsIn(IPAcl.values),
  hosts: ({ connectedHosts }) => connectedHosts.length,
  qos: ({ qosPolicyName }) => padded(qosPolicyName),
  labels: ({ labels: [first, ...others] }) =>
    first === undefined ? '' : `${padded(`${first.key}=${first.value}`)} ${others.length}`,
  uuid: () => '',
};

const FILTERS = {
  cluster: (v: Volume) => v.clusterId,
  project: (v: Volume) => v.projectName,
  state: (v: Volume) => v.state,
  protection: (v: Volume) => v.protectionState,
};
type Filter = keyof typeof FILTERS;
const FILTER_NAMES: readonly Filter[] = ['cluster', 'project', 'state', 'protection'];

const isForAll = (host: string): boolean => host === 'ALLOW_ANY' || host === 'ALLOW_NONE';

function isFound(v: Volume, word: string): boolean {
  const texts = [
    v.name,
    v.qosPolicyName,
    ...v.labels.map(({ key, value }) => `${key}=${value}`),
    ...v.acl.values,
    ...v.IPAcl.values,
    ...v.connectedHosts,
  ];
  const uuid = v.UUID.toLowerCase();
  return (
    texts.some((text) =>
      isForAll(text) ? text.toLowerCase() === word : text.toLowerCase().includes(word),
    ) || (word.length < 4 ? uuid.startsWith(word) : uuid.includes(word))
  );
}

const share = (v: Volume, used: string): number => Number(used) / Number(v.size);

/** Lines, and what each means. */
export const NAIVE_QUERIES: Readonly<Record<string, (v: Volume) => boolean>> = {
  '': () => true,
  'alpha -beta': (v) => isFound(v, 'alpha') && !isFound(v, 'beta'),
  'used>50%': (v) => share(v, v.statistics.logicalUsedStorage) > 0.5,
  '-used>50% size<1TiB': (v) =>
    share(v, v.statistics.logicalUsedStorage) <= 0.5 && Number(v.size) < 2 ** 40,
  'physical>=1KiB ratio>1.5': (v) =>
    Number(v.statistics.physicalUsedStorage) >= 4096 && v.statistics.compressionRatio > 1.5,
  'age>1min': (v) => v.creationTime !== '',
  '-age>1min': (v) => v.creationTime === '',
  'state:failed,available -project:BLUE': (v) =>
    ['Failed', 'Available'].includes(v.state) && v.projectName !== 'blue',
  '-cluster:cluster-a protection:degraded': (v) =>
    v.clusterId !== 'cluster-a' && v.protectionState === 'Degraded',
  'host:alpha hosts>0': (v) =>
    v.connectedHosts.length > 0 &&
    [...v.acl.values, ...v.connectedHosts].some((host) => host.includes('alpha')),
  'acl=nqn.alpha': (v) => v.acl.values.includes('nqn.alpha'),
  'label:env=PROD': (v) => v.labels.some(({ key, value }) => `${key}=${value}` === 'env=Prod'),
  '-qos:gold name:alpha': (v) =>
    v.qosPolicyName !== 'Gold' && v.name.toLowerCase().includes('alpha'),
  'name=beta,zeta-02': (v) => v.name === 'Beta' || v.name === 'zeta-02',
  'replicas:2 compression:on': (v) => v.replicaCount === 2 && v.compression === 'true',
  'uuid:0000000a': (v) => v.UUID.toLowerCase().replaceAll('-', ' ').includes('0000000a'),
};

/** The line of a question as the inventory takes it. */
export function lineOf({ query = '' }: FleetVolumesQuestion): VolumeQuery {
  const parsed = parseQuery(VOLUME_QUERY, query);
  if (!parsed.ok) throw new Error(`${parsed.error.word} is not understood`);
  return parsed.value;
}

/**
 * The plainest thing that is right: every volume is looked at for every question. Clusters are sorted by their id, which a test
 * gives them for a name.
 */
export function answerNaively(
  all: readonly Volume[],
  question: FleetVolumesQuestion,
  visible: readonly string[] | undefined,
) {
  const key = KEY[question.sort];
  const compare = (a: Volume, b: Volume): number => {
    for (const part of [key, (v: Volume) => v.UUID.toLowerCase(), (v: Volume) => v.clusterId]) {
      if (part(a) !== part(b)) return part(a) < part(b) ? -1 : 1;
    }
    return 0;
  };
  const words = (question.search ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const passes = (v: Volume, name: Filter): boolean => {
    const wanted: readonly string[] | undefined = question[name];
    return wanted === undefined || wanted.length === 0 || wanted.includes(FILTERS[name](v));
  };
  const seen = all.filter(
    (v) =>
      (visible === undefined || visible.includes(v.projectName)) &&
      words.every((word) => isFound(v, word)) &&
      NAIVE_QUERIES[question.query ?? '']?.(v) === true,
  );
  const facet = (name: Filter): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const v of seen) {
      if (!FILTER_NAMES.every((other) => other === name || passes(v, other))) continue;
      counts[FILTERS[name](v)] = (counts[FILTERS[name](v)] ?? 0) + 1;
    }
    return counts;
  };
  const matching = seen.filter((v) => FILTER_NAMES.every((name) => passes(v, name))).sort(compare);
  if (question.order === 'desc') matching.reverse();
  const sought = words.join(' ');
  if (question.best !== undefined && sought !== '') {
    const fit = ({ name }: Volume): number => {
      const text = name.toLowerCase();
      if (text === sought) return 0;
      if (text.startsWith(sought)) return 1;
      const isWord = Array.from({ length: text.length }, (_, at) => at).some(
        (at) => at > 0 && text.startsWith(sought, at) && /[^a-z0-9]/.test(text.charAt(at - 1)),
      );
      if (isWord) return 2;
      return words.every((word) => text.includes(word)) ? 3 : 4;
    };
    matching.sort((a, b) => fit(a) - fit(b));
  }
  return {
    volumes: matching.slice(question.offset, question.offset + question.limit),
    total: matching.length,
    facets: {
      cluster: facet('cluster'),
      project: facet('project'),
      state: facet('state'),
      protection: facet('protection'),
    },
  };
}
