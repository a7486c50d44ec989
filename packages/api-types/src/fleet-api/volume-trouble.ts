import { z } from 'zod/mini';

/** What is wrong with a volume, the worst first. */
export const TROUBLES = ['Failed', 'NotAvailable', 'ReadOnly', 'Degraded'] as const;
export type Trouble = (typeof TROUBLES)[number];

/** Why, as far as the cluster's API says. */
export const troubleCause = z.discriminatedUnion('kind', [
  z.object({
    /** Nodes that have a replica of it. */
    kind: z.enum(['nodesNotActive', 'nodesReadOnly']),
    count: z.number(),
    /** How many nodes have a replica. */
    replicas: z.number(),
    /** Their names; empty for those who may not see nodes. */
    names: z.array(z.string()),
  }),
  /** Percent of the cluster's capacity. */
  z.object({ kind: z.literal('clusterNearlyFull'), used: z.number() }),
  /** A replica is being rebuilt; percent. */
  z.object({ kind: z.literal('rebuilding'), percent: z.number() }),
]);
export type TroubleCause = z.infer<typeof troubleCause>;

/** What is wrong with a volume, since when and why. */
export const volumeTrouble = z.object({
  UUID: z.string(),
  trouble: z.enum(TROUBLES),
  /** When the federation first saw it. The vendor's API has no such time. */
  since: z.string(),
  /** It was so already when the federation first read the volume, or has become so unseen: it may be older. */
  isAtLeast: z.boolean(),
  causes: z.array(troubleCause),
});
export type VolumeTrouble = z.infer<typeof volumeTrouble>;
