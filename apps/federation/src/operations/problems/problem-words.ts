import type { ProblemRuleName } from '@asterism/api-types/rules/problem-rule-names';

/** What a problem is called by. */
interface Measured {
  readonly level: number;
  readonly raiseAt: number;
}

interface RuleWords {
  /** What the rule finds. */
  readonly rule: string;
  /** What is wrong, in one line. */
  readonly title: (measured: Measured) => string;
  readonly nextStep: string;
}

const NUMBERS = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const counted = (count: number, one: string, many: string): string =>
  `${NUMBERS.format(count)} ${count === 1 ? one : many}`;
const volumes = ({ level }: Measured): string => counted(level, 'volume', 'volumes');
const nodes = ({ level }: Measured): string => counted(level, 'node', 'nodes');
const used = ({ level, raiseAt }: Measured): string =>
  `${NUMBERS.format(level)} % of the capacity used, threshold ${NUMBERS.format(raiseAt)} %`;

/** What people read about each problem, whatever shows it. Total: a rule without words does not compile. */
export const PROBLEM_WORDS: Readonly<Record<ProblemRuleName, RuleWords>> = {
  clusterUnreachable: {
    rule: 'The federation cannot reach the cluster',
    title: () => 'The cluster cannot be reached',
    nextStep:
      'Check the network between the federation and the cluster’s management API, and the cluster’s API service.',
  },
  clusterRefuses: {
    rule: 'The cluster does not let the federation in',
    title: () => 'The cluster does not let the federation in',
    nextStep:
      'Open the cluster’s page: it says whether a key, a clock, a role or a certificate is why.',
  },
  clusterOverdue: {
    rule: 'The cluster takes too long to answer',
    title: () => 'The cluster does not answer in time',
    nextStep: 'Check the load of the cluster’s management API: what is shown of it may be old.',
  },
  volumesNotAvailable: {
    rule: 'Volumes are not available',
    title: (measured) => `${volumes(measured)} not available`,
    nextStep: 'Bring the nodes back that have their copies. Hosts cannot read or write until then.',
  },
  volumesReadOnly: {
    rule: 'Volumes are read-only',
    title: (measured) => `${volumes(measured)} read-only`,
    nextStep:
      'Free capacity, or bring the nodes back that have their copies. Hosts cannot write until then.',
  },
  volumesDegraded: {
    rule: 'Volumes have fewer copies than they should',
    title: (measured) => `${volumes(measured)} degraded`,
    nextStep: 'Bring the missing nodes back. Until then, another failure may stop these volumes.',
  },
  volumesFailed: {
    rule: 'Volumes could not be created',
    title: (measured) => `${volumes(measured)} failed`,
    nextStep: 'They hold no data: delete them, and create them again.',
  },
  volumesInUnknownState: {
    rule: 'The cluster does not know the state of volumes',
    title: (measured) => `${volumes(measured)} in an unknown state`,
    nextStep: 'Look at the cluster with lbcli: it reports no state for these volumes.',
  },
  volumesSlow: {
    rule: 'Volumes take unusually long to be created, changed or deleted',
    title: (measured) =>
      `${volumes(measured)} ${measured.level === 1 ? 'takes' : 'take'} unusually long`,
    nextStep:
      'Check whether the cluster is busy, and whether a host is still connected to what is being deleted.',
  },
  snapshotsFailed: {
    rule: 'Snapshots could not be created',
    title: ({ level }) => `${counted(level, 'snapshot', 'snapshots')} failed`,
    nextStep: 'They hold no data: delete them, and create them again.',
  },
  nodesNotActive: {
    rule: 'Nodes are not active',
    title: (measured) => `${nodes(measured)} not active`,
    nextStep: 'Check the servers of these nodes, their power and their network.',
  },
  nodesReadOnly: {
    rule: 'Nodes are read-only',
    title: (measured) => `${nodes(measured)} read-only`,
    nextStep: 'Free capacity on these nodes, or add drives.',
  },
  nodesRebuilding: {
    rule: 'Nodes rebuild data after a drive has failed',
    title: (measured) => `${nodes(measured)} rebuilding`,
    nextStep: 'Nothing has to be done for the rebuild. Replace the failed drive.',
  },
  clusterNearlyFull: {
    rule: 'The cluster is nearly full',
    title: used,
    nextStep:
      'Delete volumes and snapshots, or add drives or nodes. A full cluster makes volumes read-only.',
  },
  clusterFillingUp: {
    rule: 'The cluster is filling up',
    title: used,
    nextStep: 'Plan more capacity, or move what grows. See the history of its capacity.',
  },
  overProvisioned: {
    rule: 'More is promised than the cluster has',
    title: ({ level, raiseAt }) =>
      `Provisioned ${NUMBERS.format(level)} times the capacity, threshold ${NUMBERS.format(raiseAt)}`,
    nextStep:
      'Create new volumes on other clusters, or add capacity before hosts fill what they have.',
  },
  rowsUnreadable: {
    rule: 'Some of what the cluster lists cannot be read',
    title: ({ level }) => `${counted(level, 'entry', 'entries')} could not be read`,
    nextStep: 'What is missing is in no list or count. Check the release of the cluster.',
  },
  clusterReportsError: {
    rule: 'The cluster reports an error and gives no cause',
    title: () => 'The cluster reports an error and gives no cause',
    nextStep: 'Look at its events with lbcli list events.',
  },
  clusterReportsWarning: {
    rule: 'The cluster reports a warning and gives no cause',
    title: () => 'The cluster reports a warning and gives no cause',
    nextStep: 'Look at its events with lbcli list events.',
  },
};
