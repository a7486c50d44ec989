import { z } from 'zod/mini';
import { uint64Out, uuid } from '../common/scalars.ts';
import { LENS_GROUPS, LOSS_EFFECTS } from '../rules/domain-loss.ts';
import { anyText, fleetVolumesInput } from './fleet-volumes.ts';

const lensOf = {
  clusterId: uuid,
  /** The failure domains that go, joined by commas. */
  domain: anyText,
};

export const domainLensInput = z.object(lensOf);

export const domainLensVolumesInput = z.object({
  ...fleetVolumesInput.shape,
  ...lensOf,
  group: z.enum(LENS_GROUPS, { error: `must be one of ${LENS_GROUPS.join(', ')}` }),
});

/** What speaks against a maintenance of these failure domains; see `rules/domain-loss.ts`. */
export const lossReason = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('notCurrent'), forbids: z.boolean() }),
  z.object({ kind: z.enum(LOSS_EFFECTS), forbids: z.boolean(), volumes: z.number() }),
  z.object({
    kind: z.enum(['nodesAway', 'noDomain']),
    forbids: z.boolean(),
    /** Of nodes. */
    names: z.array(z.string()),
  }),
  z.object({
    kind: z.literal('noSpace'),
    forbids: z.boolean(),
    /** Bytes. */
    needed: uint64Out,
    free: uint64Out,
  }),
]);

export const domainLensOutput = z.object({
  clusterId: z.string(),
  /** The failure domains that go, of those that were asked about: others are not known. */
  domains: z.array(z.string()),
  /** Those that the cluster does not have. */
  unknownDomains: z.array(z.string()),
  /** How many volumes belong to each group. */
  volumes: z.record(z.enum(LENS_GROUPS), z.number()),
  /** Whether the domains can go for maintenance; undefined when none was asked about. */
  canGo: z.optional(z.boolean()),
  /** What speaks against it, what forbids it first. */
  reasons: z.array(lossReason),
});
export type DomainLensAnswer = z.infer<typeof domainLensOutput>;
