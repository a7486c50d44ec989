import { z } from 'zod/mini';
import { CONNECTION_STATUSES } from '../federation-api/cluster.ts';

/** How a cluster is, the best first. Unknown: what is known of it is missing or old, so it may be anything. */
export const HEALTH_VERDICTS = ['OK', 'Warning', 'Unknown', 'Critical'] as const;
export type HealthVerdict = (typeof HEALTH_VERDICTS)[number];

/** How bad a verdict is beside the others; OK is 0. */
export const rankOfVerdict = (verdict: HealthVerdict): number => HEALTH_VERDICTS.indexOf(verdict);

/** The worst of the verdicts; OK when there are none. */
export const worstVerdict = (verdicts: readonly HealthVerdict[]): HealthVerdict =>
  HEALTH_VERDICTS[Math.max(0, ...verdicts.map(rankOfVerdict))] ?? 'OK';

const severity = z.enum(['Warning', 'Unknown', 'Critical']);

/** Why a cluster is not OK. Each is about things that the console can list: a count, or a number with its threshold. */
export const healthReason = z.discriminatedUnion('kind', [
  /** Everything else about it is the last that was known. */
  z.object({
    kind: z.literal('notConnected'),
    severity,
    status: z.enum(CONNECTION_STATUSES),
    /** When its volumes were last read; absent when they never were. */
    asOf: z.optional(z.string()),
  }),
  /** Its poll should have ended and has not: everything else about it is the last that was known. */
  z.object({
    kind: z.literal('overdue'),
    severity,
    /** When its volumes were last read; absent when they never were. */
    asOf: z.optional(z.string()),
  }),
  /** It is connected, and has not been read yet. */
  z.object({ kind: z.literal('notRead'), severity }),
  z.object({
    kind: z.literal('volumesByProtection'),
    severity,
    protection: z.enum(['NotAvailable', 'ReadOnly', 'Degraded']),
    count: z.number(),
    /** Those of them that have failed: they hold no data. */
    failed: z.number(),
  }),
  z.object({
    kind: z.literal('volumesByState'),
    severity,
    state: z.enum(['Failed', 'Unknown']),
    count: z.number(),
  }),
  z.object({ kind: z.literal('nodesNotActive'), severity, count: z.number(), nodes: z.number() }),
  z.object({ kind: z.literal('nodesReadOnly'), severity, count: z.number(), nodes: z.number() }),
  z.object({
    kind: z.literal('capacityUsed'),
    severity,
    /** Percent. */
    used: z.number(),
    threshold: z.number(),
  }),
  z.object({
    kind: z.literal('overProvisioned'),
    severity,
    /** Provisioned to effective capacity, with 4 decimals. */
    ratio: z.string(),
    threshold: z.number(),
  }),
  /** Rows that cannot be read are in no count. */
  z.object({ kind: z.literal('unreadableRows'), severity, count: z.number() }),
  /** The cluster itself reports worse than anything above explains. */
  z.object({ kind: z.literal('reported'), severity, state: z.enum(['Warning', 'Error']) }),
]);
export type HealthReason = z.infer<typeof healthReason>;

/** How a cluster is, and why: OK exactly when there is no reason. The worst reasons come first. */
export const healthAssessment = z.object({
  verdict: z.enum(HEALTH_VERDICTS),
  reasons: z.array(healthReason),
});
export type HealthAssessment = z.infer<typeof healthAssessment>;

/** Of a cluster of which nobody says how it is: a federation of a release before. */
export const NOT_ASSESSED: HealthAssessment = {
  verdict: 'Unknown',
  reasons: [{ kind: 'notRead', severity: 'Unknown' }],
};
