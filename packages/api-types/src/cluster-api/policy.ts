import { z } from 'zod/mini';
import { enumIn, int32In, listOut, numberOut, shortText } from '../common/scalars.ts';
import { LIMIT_MAX } from '../rules/qos-limits.ts';
import { follows, allowed, refused, type Rule } from '../rules/verdict.ts';
import { TEXT_MAX } from './text-limits.ts';

/** Who may use a QoS policy. Source: lightbits-api §2.8, PolicyVisibility. */
export const POLICY_VISIBILITIES = { Unavailable: 0, Scoped: 1, Global: 2 } as const;
export type PolicyVisibility = keyof typeof POLICY_VISIBILITIES;

const iops = { writeIOPSLimit: numberOut, readIOPSLimit: numberOut };
const bandwidth = { writeBWLimit: numberOut, readBWLimit: numberOut };
const iopsPerGb = { writeIOPSPerGBLimit: numberOut, readIOPSPerGBLimit: numberOut };

/** Limits of a QoS policy: one of the three kinds; 0 is no limit, bandwidth is in whole MB/s (lightbits-api §2.8). */
export const qosRateLimitPolicy = z.object({
  projectsNamesScope: listOut(shortText(TEXT_MAX.name)),
  policyVisibility: z._default(shortText(TEXT_MAX.word), 'Unavailable'),
  limitIOPS: z.optional(z.object(iops)),
  limitBw: z.optional(z.object(bandwidth)),
  limitIOPSPerGB: z.optional(z.object(iopsPerGb)),
});
export type QosRateLimitPolicy = z.output<typeof qosRateLimitPolicy>;

const limitRule: Rule<number> = (value) => {
  if (value < 0) return refused('must not be negative');
  return value <= LIMIT_MAX ? allowed : refused(`must be at most ${LIMIT_MAX}`);
};
const limit = z._default(int32In.check(follows(limitRule)), 0);

/** The limits in a request; their key there begins in lower case: `qoSRateLimitPolicy` (lightbits-api §2.8). */
export const qosRateLimitPolicyIn = z
  .object({
    projectsNamesScope: z.optional(
      z.array(
        z
          .string()
          .check(z.maxLength(TEXT_MAX.name, `must be at most ${TEXT_MAX.name} characters long`)),
      ),
    ),
    policyVisibility: z._default(
      enumIn(POLICY_VISIBILITIES, 'must be Unavailable, Scoped or Global'),
      'Unavailable',
    ),
    limitIOPS: z.optional(z.object({ writeIOPSLimit: limit, readIOPSLimit: limit })),
    limitBw: z.optional(z.object({ writeBWLimit: limit, readBWLimit: limit })),
    limitIOPSPerGB: z.optional(z.object({ writeIOPSPerGBLimit: limit, readIOPSPerGBLimit: limit })),
  })
  .check(
    z.refine(
      ({ limitIOPS, limitBw, limitIOPSPerGB }) =>
        [limitIOPS, limitBw, limitIOPSPerGB].some((one) => one !== undefined),
      'must have one of limitIOPS, limitBw and limitIOPSPerGB',
    ),
  );
export type QosRateLimitRequest = z.output<typeof qosRateLimitPolicyIn>;
