import type { FleetCluster } from '../fleet-api/fleet-cluster.ts';
import {
  rankOfVerdict,
  worstVerdict,
  type HealthAssessment,
  type HealthReason,
} from '../fleet-api/health-assessment.ts';
import { usedPercent } from './capacity.ts';

/** What the verdict on a cluster is made from: what the fleet API shows of it, and nothing else. */
export type AssessedCluster = Pick<
  FleetCluster,
  | 'status'
  | 'asOf'
  | 'overdue'
  | 'health'
  | 'nodes'
  | 'statistics'
  | 'volumesByState'
  | 'volumesByProtection'
  | 'failedByProtection'
  | 'provisionedToEffectiveStorageRatio'
  | 'provisioningThreshold'
  | 'usedThresholds'
  | 'unreadable'
>;

function connectionReasons({ status, asOf, overdue, statistics }: AssessedCluster): HealthReason[] {
  const severity = 'Unknown';
  const age = asOf === undefined ? {} : { asOf };
  if (status !== 'Connected') return [{ kind: 'notConnected', severity, status, ...age }];
  if (overdue) return [{ kind: 'overdue', severity, ...age }];
  const isRead = statistics !== undefined && asOf !== undefined;
  return isRead ? [] : [{ kind: 'notRead', severity }];
}

/** A volume that failed holds no data, so nothing is lost with it: it is a warning however it is protected. */
function volumeReasons(cluster: AssessedCluster): HealthReason[] {
  const { volumesByState, volumesByProtection, failedByProtection } = cluster;
  const byProtection = (['NotAvailable', 'ReadOnly', 'Degraded'] as const).map((protection) => {
    const count = volumesByProtection[protection] ?? 0;
    const failed = failedByProtection[protection] ?? 0;
    const isCritical = protection !== 'Degraded' && count > failed;
    const severity = isCritical ? ('Critical' as const) : ('Warning' as const);
    return { kind: 'volumesByProtection' as const, severity, protection, count, failed };
  });
  const byState = (['Failed', 'Unknown'] as const).map((state) => ({
    kind: 'volumesByState' as const,
    severity: 'Warning' as const,
    state,
    count: volumesByState[state] ?? 0,
  }));
  return [...byProtection, ...byState].filter(({ count }) => count > 0);
}

function nodeReasons({ nodes }: AssessedCluster): HealthReason[] {
  const notActive = nodes.filter(({ state }) => state !== 'Active').length;
  const readOnly = nodes.filter((node) => node.readOnly).length;
  const reasons: HealthReason[] = [];
  if (notActive > 0) {
    const counts = { count: notActive, nodes: nodes.length };
    reasons.push({ kind: 'nodesNotActive', severity: 'Warning', ...counts });
  }
  if (readOnly > 0) {
    const counts = { count: readOnly, nodes: nodes.length };
    reasons.push({ kind: 'nodesReadOnly', severity: 'Critical', ...counts });
  }
  return reasons;
}

function capacityReasons(cluster: AssessedCluster): HealthReason[] {
  const { statistics, provisionedToEffectiveStorageRatio: ratio } = cluster;
  const { provisioningThreshold: threshold, usedThresholds } = cluster;
  const { fillingUp, nearlyFull } = usedThresholds;
  const reasons: HealthReason[] = [];
  const used = statistics === undefined ? 0 : usedPercent(statistics);
  if (used >= nearlyFull) {
    const full = { used, threshold: nearlyFull };
    reasons.push({ kind: 'capacityUsed', severity: 'Critical', ...full });
  } else if (used >= fillingUp) {
    const filling = { used, threshold: fillingUp };
    reasons.push({ kind: 'capacityUsed', severity: 'Warning', ...filling });
  }
  if (Number(ratio) > threshold) {
    reasons.push({ kind: 'overProvisioned', severity: 'Warning', ratio, threshold });
  }
  return reasons;
}

function unreadableReasons({ unreadable }: AssessedCluster): HealthReason[] {
  const count = unreadable.reduce((sum, { rows }) => sum + rows, 0);
  return count === 0 ? [] : [{ kind: 'unreadableRows', severity: 'Warning', count }];
}

/** Whether what is counted can be what the cluster reports: Error is about read-only and unavailable volumes (lightbits-api §2.7). */
const explains = (reason: HealthReason, state: 'Warning' | 'Error'): boolean =>
  reason.kind === 'nodesReadOnly' ||
  (reason.kind === 'volumesByProtection' &&
    (state === 'Warning' || reason.protection !== 'Degraded')) ||
  (state === 'Warning' && reason.kind === 'nodesNotActive');

/** What the cluster reports of itself, where nothing that is counted explains it. */
function reportedReasons(
  { health }: AssessedCluster,
  counted: readonly HealthReason[],
): HealthReason[] {
  const state = health?.state;
  if (state !== 'Warning' && state !== 'Error') return [];
  if (counted.some((reason) => explains(reason, state))) return [];
  return [{ kind: 'reported', severity: state === 'Error' ? 'Critical' : 'Warning', state }];
}

/**
 * How a cluster is, and why, by what is shown of it: so the verdict cannot contradict the counts beside it. A cluster
 * whose state is not known is Unknown, whatever was known of it last.
 */
export function assessHealth(cluster: AssessedCluster): HealthAssessment {
  const unknown = connectionReasons(cluster);
  const counted = [
    ...volumeReasons(cluster),
    ...nodeReasons(cluster),
    ...capacityReasons(cluster),
    ...unreadableReasons(cluster),
  ];
  const known = [...counted, ...reportedReasons(cluster, counted)].toSorted(
    (a, b) => rankOfVerdict(b.severity) - rankOfVerdict(a.severity),
  );
  const reasons = [...unknown, ...known];
  const decisive = unknown.length > 0 ? unknown : known;
  return { verdict: worstVerdict(decisive.map(({ severity }) => severity)), reasons };
}
