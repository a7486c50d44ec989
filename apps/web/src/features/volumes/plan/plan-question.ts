import { PLANNED_AT_MOST } from '@asterism/api-types/rules/placement-plan';
import { typedSizeRule } from '@asterism/api-types/rules/typed-size';
import { follows } from '@asterism/api-types/rules/verdict';
import { z } from 'zod/mini';
import { formatCount } from '#/lib/format.ts';

const tooMany = `must be a whole number from 1 to ${formatCount(PLANNED_AT_MOST)}`;

/** What is asked of a plan: so many volumes of a kind, as typed. */
export const planQuestion = z.object({
  count: z
    .string()
    .check(
      z.refine(
        (count) =>
          /^\d{1,6}$/.test(count) && Number(count) >= 1 && Number(count) <= PLANNED_AT_MOST,
        tooMany,
      ),
    ),
  size: z.string().check(follows(typedSizeRule)),
  replicaCount: z.enum(['1', '2', '3']),
  /** Empty for any. */
  projectName: z.string(),
  /** Empty for none. */
  qosPolicyName: z.string(),
});
export type PlanQuestion = z.infer<typeof planQuestion>;

const REPLICAS = z.catch(planQuestion.shape.replicaCount, '2');

/** What the address asks; what it does not say, is a question worth asking. */
export const questionIn = (query: URLSearchParams): PlanQuestion => ({
  count: query.get('count') ?? '10',
  size: query.get('size') ?? '100 GiB',
  replicaCount: REPLICAS.parse(query.get('replicas')),
  projectName: query.get('project') ?? '',
  qosPolicyName: query.get('policy') ?? '',
});

/** The question as part of an address, which can be shared. */
export const queryOf = (asked: PlanQuestion): Record<string, string> => ({
  count: asked.count,
  size: asked.size,
  replicas: asked.replicaCount,
  ...(asked.projectName === '' ? {} : { project: asked.projectName }),
  ...(asked.qosPolicyName === '' ? {} : { policy: asked.qosPolicyName }),
});
