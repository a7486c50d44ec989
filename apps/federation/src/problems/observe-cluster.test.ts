import { expect, test } from 'vitest';
import { node } from '@asterism/api-types/cluster-api/node';
import { fleetCluster, type FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { assessHealth } from '@asterism/api-types/rules/assess-health';
import {
  PROBLEM_RULE_NAMES,
  type ProblemRuleName,
} from '@asterism/api-types/rules/problem-rule-names';
import { PROBLEM_RULES } from '@asterism/api-types/rules/problem-rules';
import { nextStanding } from './next-standing.ts';
import { observeCluster, type ClusterCounts } from './observe-cluster.ts';

const uuidOf = (at: number): string => `00000000-0000-4000-8000-00000000000${at}`;
const aNode = (at: number, change: object = {}) =>
  node.parse({ UUID: uuidOf(at), name: `n${at}`, state: 'Active', ...change });
const NODES = [aNode(1), aNode(2)];
const QUIET: ClusterCounts = {
  snapshotsFailed: 0,
  volumesSlow: 0,
  slowest: '',
  volumesOf: () => 4,
};

interface Situation {
  readonly cluster?: Partial<FleetCluster>;
  readonly nodes?: typeof NODES;
  readonly counts?: Partial<ClusterCounts>;
}

/** A cluster that is well but for what the test says. */
function observed({ cluster = {}, nodes = NODES, counts = {} }: Situation) {
  const shown: FleetCluster = {
    ...fleetCluster.parse({
      id: 'c-1',
      status: 'Connected',
      asOf: '2026-01-01T00:00:00Z',
      attachedAt: '2026-01-01T00:00:00Z',
      tlsFingerprint: '',
      statistics: { effectivePhysicalStorage: '1000', physicalUsedStorage: '500' },
      provisionedToEffectiveStorageRatio: '1.0000',
      volumes: 10,
      volumesByState: {},
    }),
    nodes: nodes.map(({ UUID, name, state, readOnly, failureDomains }) => ({
      UUID,
      name,
      state,
      readOnly,
      failureDomains,
    })),
    ...cluster,
  };
  const assessed = { ...shown, assessment: assessHealth(shown) };
  return observeCluster(assessed, nodes, { ...QUIET, ...counts });
}

const NOW = new Date();
/** The rules by which it is a problem once it has lasted. */
const problemsOf = (situation: Situation): readonly ProblemRuleName[] =>
  observed(situation)
    .filter(({ rule, level }) => nextStanding(undefined, level, PROBLEM_RULES[rule], NOW))
    .map(({ rule }) => rule)
    .toSorted();

const used = (percent: number): Situation => ({
  cluster: {
    statistics: fleetCluster.shape.statistics.parse({
      effectivePhysicalStorage: '1000',
      physicalUsedStorage: String(percent * 10),
    }),
  },
});

/** For each rule what it finds, what is just no problem, and what it says. */
const CASES: Readonly<
  Record<
    ProblemRuleName,
    { is: Situation; isNot: Situation; says: object; beside?: ProblemRuleName[] }
  >
> = {
  clusterUnreachable: {
    is: { cluster: { status: 'Disconnected', error: 'connect ECONNREFUSED' } },
    isNot: { cluster: { status: 'Connected' } },
    says: { level: 1, volumes: 10, cause: 'connect ECONNREFUSED' },
  },
  clusterRefuses: {
    is: { cluster: { status: 'Unauthorized', error: 'wrong key' } },
    isNot: { cluster: { status: 'Disconnected' } },
    says: { level: 1, volumes: 10, cause: 'wrong key' },
  },
  clusterOverdue: {
    is: { cluster: { overdue: true } },
    isNot: { cluster: { overdue: false } },
    says: { level: 1, volumes: 10 },
  },
  volumesNotAvailable: {
    is: {
      cluster: {
        volumesByProtection: { NotAvailable: 3 },
        failedByProtection: { NotAvailable: 1 },
      },
    },
    isNot: {
      cluster: {
        volumesByProtection: { NotAvailable: 1 },
        failedByProtection: { NotAvailable: 1 },
      },
    },
    says: { level: 2, volumes: 2 },
  },
  volumesReadOnly: {
    is: {
      cluster: { volumesByProtection: { ReadOnly: 2 } },
      nodes: [aNode(1, { readOnly: true }), aNode(2)],
    },
    isNot: { cluster: { volumesByProtection: { FullyProtected: 2 } } },
    says: { level: 2, volumes: 2, cause: '1 of 2 nodes read-only: n1; 50.0 % used' },
    beside: ['nodesReadOnly'],
  },
  volumesDegraded: {
    is: {
      cluster: { volumesByProtection: { Degraded: 7 } },
      nodes: [aNode(1), aNode(2, { state: 'Inactive' })],
    },
    isNot: { cluster: { volumesByProtection: { FullyProtected: 7 } } },
    says: { level: 7, volumes: 7, cause: '1 of 2 nodes not active: n2' },
    beside: ['nodesNotActive'],
  },
  volumesFailed: {
    is: { cluster: { volumesByState: { Failed: 2 } } },
    isNot: { cluster: { volumesByState: { Available: 2 } } },
    says: { level: 2, volumes: 2 },
  },
  volumesInUnknownState: {
    is: { cluster: { volumesByState: { Unknown: 1 } } },
    isNot: { cluster: { volumesByState: { Creating: 1 } } },
    says: { level: 1, volumes: 1 },
  },
  volumesSlow: {
    is: { counts: { volumesSlow: 2, slowest: 'v1 has been Deleting since yesterday' } },
    isNot: {},
    says: { level: 2, volumes: 2, cause: 'v1 has been Deleting since yesterday' },
  },
  snapshotsFailed: {
    is: { counts: { snapshotsFailed: 1 } },
    isNot: {},
    says: { level: 1, volumes: 0 },
  },
  nodesNotActive: {
    is: { nodes: [aNode(1), aNode(2, { state: 'Activating' })] },
    isNot: {},
    says: { level: 1, volumes: 4, cause: 'n2: Activating' },
  },
  nodesReadOnly: {
    is: { nodes: [1, 2, 3, 4, 5].map((at) => aNode(at, { readOnly: true })) },
    isNot: {},
    says: { level: 5, volumes: 0, cause: 'n1, n2, n3, 2 more' },
  },
  nodesRebuilding: {
    is: { nodes: [aNode(1, { inLocalRebuild: true }), aNode(2)] },
    isNot: {},
    says: { level: 1, volumes: 4, cause: 'n1' },
  },
  clusterNearlyFull: {
    is: used(90),
    isNot: used(89.9),
    says: { level: 90 },
    beside: ['clusterFillingUp'],
  },
  clusterFillingUp: { is: used(75), isNot: used(74.9), says: { level: 75 } },
  overProvisioned: {
    is: { cluster: { provisionedToEffectiveStorageRatio: '1.5001' } },
    isNot: { cluster: { provisionedToEffectiveStorageRatio: '1.5000' } },
    says: { level: 1.5001 },
  },
  rowsUnreadable: {
    is: { cluster: { unreadable: [{ list: 'volumes', rows: 3, firstFault: 'size: is missing' }] } },
    isNot: {},
    says: { level: 3, cause: 'In its volumes: size: is missing' },
  },
  clusterReportsError: {
    is: { cluster: { health: fleetCluster.shape.health.parse({ state: 'Error' }) } },
    isNot: { cluster: { health: fleetCluster.shape.health.parse({ state: 'OK' }) } },
    says: { level: 1 },
  },
  clusterReportsWarning: {
    is: { cluster: { health: fleetCluster.shape.health.parse({ state: 'Warning' }) } },
    isNot: {
      cluster: {
        health: fleetCluster.shape.health.parse({ state: 'Warning' }),
        volumesByProtection: { Degraded: 1 },
      },
    },
    says: { level: 1 },
  },
};

test('a cluster that is well has no problem', () => {
  expect(problemsOf({})).toEqual([]);
});

test.each(PROBLEM_RULE_NAMES)(
  '%s is found where it is so, alone, with what is known about it',
  (rule) => {
    const { is, isNot, says, beside = [] } = CASES[rule];
    expect(problemsOf(is)).toEqual([rule, ...beside].toSorted());
    expect(observed(is).find((one) => one.rule === rule)).toMatchObject(says);
    expect(problemsOf(isNot)).not.toContain(rule);
  },
);
