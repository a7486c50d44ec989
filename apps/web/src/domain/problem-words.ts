import type { Problem } from '@asterism/api-types/fleet-api/problem-api';
import type { ProblemRuleName } from '@asterism/api-types/rules/problem-rule-names';
import { TRANSITIONAL_STATES } from '@asterism/api-types/rules/slow-transition';
import { VOLUME_STATES } from '@asterism/api-types/rules/volume-states';
import { paths, type VolumeFilters } from '#/lib/paths.ts';

/** Those that are no loss of data: what failed holds none. */
const NOT_FAILED = VOLUME_STATES.filter((state) => state !== 'Failed').join(',');

/** Where the things are that a problem is about: in a list of volumes, or on the page of the cluster. */
type Place =
  | { readonly list: 'volumes'; readonly filters: VolumeFilters }
  | { readonly list: 'snapshots' | 'nodes' | 'capacity' | 'none' };

const unprotected = (protection: string): Place => ({
  list: 'volumes',
  filters: { protection, state: NOT_FAILED },
});
const inState = (state: string): Place => ({ list: 'volumes', filters: { state } });
const ON_THE_PAGE: Place = { list: 'none' };

const PLACES: Readonly<Record<ProblemRuleName, Place>> = {
  clusterUnreachable: ON_THE_PAGE,
  clusterRefuses: ON_THE_PAGE,
  clusterOverdue: ON_THE_PAGE,
  volumesNotAvailable: unprotected('NotAvailable'),
  volumesReadOnly: unprotected('ReadOnly'),
  volumesDegraded: unprotected('Degraded'),
  volumesFailed: inState('Failed'),
  volumesInUnknownState: inState('Unknown'),
  volumesSlow: inState(TRANSITIONAL_STATES.join(',')),
  snapshotsFailed: { list: 'snapshots' },
  nodesNotActive: { list: 'nodes' },
  nodesReadOnly: { list: 'nodes' },
  nodesRebuilding: { list: 'nodes' },
  clusterNearlyFull: { list: 'capacity' },
  clusterFillingUp: { list: 'capacity' },
  overProvisioned: { list: 'capacity' },
  rowsUnreadable: ON_THE_PAGE,
  clusterReportsError: ON_THE_PAGE,
  clusterReportsWarning: ON_THE_PAGE,
};

/** Where exactly the things are that the problem is about. */
export function problemPath({ rule, subject }: Pick<Problem, 'rule' | 'subject'>): string {
  const place = PLACES[rule];
  if (subject.kind === 'project') {
    const project = subject.projectName;
    if (place.list === 'volumes') return paths.volumes({ project, ...place.filters });
    if (place.list === 'snapshots') return paths.snapshots({ project, state: 'Failed' });
    return paths.volumes({ project });
  }
  const cluster = subject.clusterId;
  switch (place.list) {
    case 'volumes':
      return paths.volumes({ cluster, ...place.filters });
    case 'snapshots':
      return paths.snapshots({ cluster, state: 'Failed' });
    case 'nodes':
      return paths.clusterNodes(cluster);
    case 'capacity':
      return paths.clusterCapacity(cluster);
    case 'none':
      break;
  }
  return paths.cluster(cluster);
}

/** Whom the problem concerns. */
export const problemSubject = ({ subject }: Pick<Problem, 'subject'>): string =>
  subject.kind === 'cluster' ? subject.name : subject.projectName;
