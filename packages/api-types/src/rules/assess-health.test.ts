import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CLUSTER_HEALTH_STATES,
  clusterHealth,
  clusterStatistics,
} from '../cluster-api/cluster-info.ts';
import { NODE_STATES } from '../cluster-api/node.ts';
import { CONNECTION_STATUSES } from '../federation-api/cluster.ts';
import { fleetCluster, READ_LISTS } from '../fleet-api/fleet-cluster.ts';
import { healthAssessment, HEALTH_VERDICTS } from '../fleet-api/health-assessment.ts';
import { worstVerdict } from '../fleet-api/health-assessment.ts';
import { assessHealth, type AssessedCluster } from './assess-health.ts';
import { PROTECTION_STATES, VOLUME_STATES } from './volume-states.ts';

const NODE = { UUID: 'n-1', name: '', state: 'Active', readOnly: false, failureDomains: [] };
const STATISTICS = clusterStatistics.parse({
  effectivePhysicalStorage: '1000',
  physicalUsedStorage: '500',
});
const HEALTH = clusterHealth.parse({ state: 'OK' });
const WELL: AssessedCluster = {
  ...fleetCluster.parse({
    id: 'c-1',
    status: 'Connected',
    asOf: '2026-01-01T00:00:00Z',
    attachedAt: '2026-01-01T00:00:00Z',
    tlsFingerprint: '',
    health: HEALTH,
    statistics: STATISTICS,
    provisionedToEffectiveStorageRatio: '1.5000',
    provisioningThreshold: 1.5,
    volumesByState: { Available: 5 },
    volumesByProtection: { FullyProtected: 5 },
    failedByProtection: {},
    nodes: [NODE],
    assessment: { verdict: 'OK', reasons: [] },
  }),
};
const WELL_STATUSES = Array<'Connected'>(9).fill('Connected');
const assess = (change: Partial<AssessedCluster>) => assessHealth({ ...WELL, ...change });

describe('a cluster', () => {
  test('without anything wrong is OK, for no reason', () => {
    expect(assess({})).toEqual({ verdict: 'OK', reasons: [] });
  });

  test.each<[string, Partial<AssessedCluster>, object]>([
    [
      'volumes that are not available are critical',
      { volumesByProtection: { NotAvailable: 6 } },
      {
        verdict: 'Critical',
        reasons: [{ kind: 'volumesByProtection', protection: 'NotAvailable', count: 6, failed: 0 }],
      },
    ],
    [
      'volumes that are not available because they failed are a warning, and counted as both',
      {
        volumesByState: { Failed: 6 },
        volumesByProtection: { NotAvailable: 6 },
        failedByProtection: { NotAvailable: 6 },
      },
      {
        verdict: 'Warning',
        reasons: [
          { kind: 'volumesByProtection', protection: 'NotAvailable', count: 6, failed: 6 },
          { kind: 'volumesByState', state: 'Failed', count: 6 },
        ],
      },
    ],
    [
      'degraded volumes are a warning',
      { volumesByProtection: { Degraded: 2 } },
      { verdict: 'Warning', reasons: [{ protection: 'Degraded', count: 2 }] },
    ],
    [
      'a node that is not active is a warning, with how many nodes there are',
      {
        nodes: [NODE, { ...NODE, state: 'Inactive' }],
      },
      { verdict: 'Warning', reasons: [{ kind: 'nodesNotActive', count: 1, nodes: 2 }] },
    ],
    [
      'a read-only node is critical',
      { nodes: [{ ...NODE, readOnly: true }] },
      { verdict: 'Critical', reasons: [{ kind: 'nodesReadOnly', count: 1, nodes: 1 }] },
    ],
    [
      'a cluster that is filling up is a warning',
      { statistics: { ...STATISTICS, physicalUsedStorage: '750' } },
      { verdict: 'Warning', reasons: [{ kind: 'capacityUsed', used: 75, threshold: 75 }] },
    ],
    [
      'one that is nearly full is critical',
      { statistics: { ...STATISTICS, physicalUsedStorage: '900' } },
      { verdict: 'Critical', reasons: [{ kind: 'capacityUsed', used: 90, threshold: 90 }] },
    ],
    [
      'provisioning above the threshold is a warning',
      { provisionedToEffectiveStorageRatio: '1.5001' },
      {
        verdict: 'Warning',
        reasons: [{ kind: 'overProvisioned', ratio: '1.5001', threshold: 1.5 }],
      },
    ],
    [
      'rows that cannot be read are a warning',
      {
        unreadable: [
          { list: 'volumes', rows: 2, firstFault: '' },
          { list: 'nodes', rows: 1, firstFault: '' },
        ],
      },
      { verdict: 'Warning', reasons: [{ kind: 'unreadableRows', count: 3 }] },
    ],
    [
      'an Error that the cluster reports without a cause is critical, and said to be its own',
      { health: { ...HEALTH, state: 'Error' } },
      { verdict: 'Critical', reasons: [{ kind: 'reported', state: 'Error' }] },
    ],
    [
      'an Error that counted volumes explain is not a reason of its own',
      {
        health: { ...HEALTH, state: 'Error' },
        volumesByProtection: { ReadOnly: 1 },
      },
      { verdict: 'Critical', reasons: [{ protection: 'ReadOnly', count: 1 }] },
    ],
    [
      'an Error that a read-only node explains is not a reason of its own',
      { health: { ...HEALTH, state: 'Error' }, nodes: [{ ...NODE, readOnly: true }] },
      { verdict: 'Critical', reasons: [{ kind: 'nodesReadOnly' }] },
    ],
    [
      'a Warning that a node explains is not a reason of its own',
      { health: { ...HEALTH, state: 'Warning' }, nodes: [{ ...NODE, state: 'Inactive' }] },
      { verdict: 'Warning', reasons: [{ kind: 'nodesNotActive' }] },
    ],
    [
      'an Error beside degraded volumes and a node that is not active has another cause, and stays',
      {
        health: { ...HEALTH, state: 'Error' },
        volumesByProtection: { Degraded: 2 },
        nodes: [{ ...NODE, state: 'Inactive' }],
      },
      {
        verdict: 'Critical',
        reasons: [
          { kind: 'reported', severity: 'Critical' },
          { protection: 'Degraded' },
          { kind: 'nodesNotActive' },
        ],
      },
    ],
    [
      'one that is not connected is unknown since its data was read, and what was known stays beside it',
      { status: 'Disconnected', volumesByProtection: { NotAvailable: 1 } },
      {
        verdict: 'Unknown',
        reasons: [
          { kind: 'notConnected', status: 'Disconnected', asOf: '2026-01-01T00:00:00Z' },
          { protection: 'NotAvailable', count: 1 },
        ],
      },
    ],
    [
      'one whose poll should have ended is unknown since its data was read, though it counts as connected',
      { overdue: true, volumesByProtection: { Degraded: 2 } },
      {
        verdict: 'Unknown',
        reasons: [
          { kind: 'overdue', severity: 'Unknown', asOf: '2026-01-01T00:00:00Z' },
          { protection: 'Degraded', count: 2 },
        ],
      },
    ],
    [
      'one that is away and overdue is unknown for the one reason that it is away',
      { status: 'Disconnected', overdue: true },
      { verdict: 'Unknown', reasons: [{ kind: 'notConnected' }] },
    ],
    [
      'one that has not been read yet is unknown',
      { statistics: undefined, health: undefined },
      { verdict: 'Unknown', reasons: [{ kind: 'notRead' }] },
    ],
    [
      'one whose data has no age is unknown, whatever the data says',
      { asOf: undefined },
      { verdict: 'Unknown', reasons: [{ kind: 'notRead' }] },
    ],
  ])('%s', (_, change, expected) => {
    expect(assess(change)).toMatchObject(expected);
  });

  test('the worst reason comes first', () => {
    const reasons = assess({
      volumesByState: { Failed: 1 },
      volumesByProtection: { Degraded: 1, ReadOnly: 1 },
    }).reasons.map(({ severity }) => severity);
    expect(reasons).toEqual(['Critical', 'Warning', 'Warning']);
  });
});

test('a fleet is as its worst cluster; critical is worse than unknown, unknown worse than a warning', () => {
  expect(worstVerdict([])).toBe('OK');
  expect(worstVerdict(['OK', 'Warning'])).toBe('Warning');
  expect(worstVerdict(['Warning', 'Unknown', 'OK'])).toBe('Unknown');
  expect(worstVerdict(['Unknown', 'Critical'])).toBe('Critical');
});

describe('for any cluster', () => {
  // Mostly well, so that some are well in everything but one thing.
  const count = fc.oneof({ weight: 12, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 9 }));
  const countsOf = (keys: readonly string[]) =>
    fc.record(Object.fromEntries(keys.map((key) => [key, count])), { requiredKeys: [] });
  const bytes = fc.bigInt({ min: 0n, max: 2n ** 60n }).map(String);
  const anyCluster = fc
    .record({
      status: fc.constantFrom(...CONNECTION_STATUSES, ...WELL_STATUSES),
      overdue: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.constant(true)),
      asOf: fc.option(fc.constant('2026-01-01T00:00:00Z'), { nil: undefined }),
      health: fc.option(fc.record({ state: fc.constantFrom(...CLUSTER_HEALTH_STATES) }), {
        nil: undefined,
      }),
      statistics: fc.option(
        fc.record({ effectivePhysicalStorage: bytes, physicalUsedStorage: bytes }),
        { nil: undefined },
      ),
      nodes: fc.array(
        fc.record({
          UUID: fc.uuid(),
          state: fc.oneof(
            { weight: 9, arbitrary: fc.constant('Active') },
            fc.constantFrom(...NODE_STATES),
          ),
          readOnly: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.constant(true)),
        }),
        { maxLength: 4 },
      ),
      volumesByState: countsOf(VOLUME_STATES),
      volumesByProtection: countsOf(PROTECTION_STATES),
      failedByProtection: countsOf(PROTECTION_STATES),
      provisionedToEffectiveStorageRatio: fc.constantFrom('', '0.0000', '1.4999', '3.2000'),
      unreadable: fc.array(
        fc.record({ list: fc.constantFrom(...READ_LISTS), rows: fc.integer({ min: 1, max: 9 }) }),
        { maxLength: 2 },
      ),
    })
    .map((facts) =>
      fleetCluster.parse({
        id: 'c-1',
        attachedAt: '2026-01-01T00:00:00Z',
        tlsFingerprint: '',
        provisioningThreshold: 1.5,
        assessment: { verdict: 'OK', reasons: [] },
        ...facts,
      }),
    );

  test('it is OK only when nothing that is counted beside it is bad', () => {
    fc.assert(
      fc.property(anyCluster, (cluster) => {
        fc.pre(assessHealth(cluster).verdict === 'OK');
        const { volumesByState, volumesByProtection, nodes, statistics } = cluster;
        expect(cluster.status).toBe('Connected');
        expect(cluster.overdue).toBe(false);
        expect(volumesByState.Failed ?? 0).toBe(0);
        expect(volumesByProtection.NotAvailable ?? 0).toBe(0);
        expect(volumesByProtection.ReadOnly ?? 0).toBe(0);
        expect(volumesByProtection.Degraded ?? 0).toBe(0);
        expect(nodes.every(({ state, readOnly }) => state === 'Active' && !readOnly)).toBe(true);
        expect(statistics).toBeDefined();
        expect(['Warning', 'Error']).not.toContain(cluster.health?.state);
        expect(cluster.unreadable).toEqual([]);
      }),
      { numRuns: 200, maxSkipsPerRun: 1_000 },
    );
  });

  test('it has a reason exactly when it is not OK, and its reasons are as bad as it is', () => {
    fc.assert(
      fc.property(anyCluster, (cluster) => {
        const { verdict, reasons } = assessHealth(cluster);
        expect(reasons.length > 0).toBe(verdict !== 'OK');
        if (verdict === 'OK') return;
        expect(reasons[0]?.severity).toBe(verdict);
        const rest = verdict === 'Unknown' ? reasons.slice(1) : reasons;
        const ranks = rest.map(({ severity }) => HEALTH_VERDICTS.indexOf(severity));
        expect(ranks).toEqual(ranks.toSorted((a, b) => b - a));
      }),
    );
  });

  test('the numbers of its reasons are the numbers that are shown', () => {
    fc.assert(
      fc.property(anyCluster, (cluster) => {
        const { reasons } = assessHealth(cluster);
        const protection: Record<string, number> = {};
        const state: Record<string, number> = {};
        for (const reason of reasons) {
          if (reason.kind === 'volumesByProtection') protection[reason.protection] = reason.count;
          if (reason.kind === 'volumesByState') state[reason.state] = reason.count;
        }
        for (const one of ['NotAvailable', 'ReadOnly', 'Degraded'] as const) {
          expect(protection[one] ?? 0).toBe(cluster.volumesByProtection[one] ?? 0);
        }
        for (const one of ['Failed', 'Unknown'] as const) {
          expect(state[one] ?? 0).toBe(cluster.volumesByState[one] ?? 0);
        }
      }),
    );
  });

  test('it can be sent and read again', () => {
    fc.assert(
      fc.property(anyCluster, (cluster) => {
        const assessment = assessHealth(cluster);
        expect(healthAssessment.parse(JSON.parse(JSON.stringify(assessment)))).toEqual(assessment);
      }),
    );
  });
});
