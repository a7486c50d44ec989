import type { WorkflowStage } from '@asterism/api-types/fleet-api/fleet-workflow';
import { STAGE_TRANSITIONS } from './workflow-states.ts';

/** A stage as its workflow's definition has it. */
export interface PlannedStage {
  /** For people. */
  readonly name: string;
  /** The workflow's percent when the stage is done; larger than that of the stage before it. */
  readonly percent: number;
}

/** 100 is for a completed workflow. */
const RUNNING_PERCENT_MAX = 99;

/** The stages of the plan with what is stored of them; those that are not stored yet are waiting. */
export const stagesOf = (
  plan: readonly Pick<PlannedStage, 'name'>[],
  stored: readonly WorkflowStage[] = [],
): WorkflowStage[] => plan.map(({ name }, index) => stored[index] ?? { name, state: 'waiting' });

/** The stages with one of them in another state. Throws when a stage cannot go there. */
export const withStage = (
  stages: readonly WorkflowStage[],
  index: number,
  change: Partial<WorkflowStage> & Pick<WorkflowStage, 'state'>,
): WorkflowStage[] =>
  stages.map((stage, at) => {
    if (at !== index) return stage;
    if (!STAGE_TRANSITIONS[stage.state].includes(change.state)) {
      throw new Error(`the stage ${stage.name} cannot go from ${stage.state} to ${change.state}`);
    }
    return { ...stage, ...change };
  });

/** The percent of a running workflow that has `percent`, when `fraction` (0 to 1) of the stage is done: never less. */
export function percentAt(
  plan: readonly PlannedStage[],
  index: number,
  fraction: number,
  percent: number,
): number {
  const from = plan[index - 1]?.percent ?? 0;
  const to = plan[index]?.percent ?? from;
  // Also for NaN, the part of nothing.
  const share = fraction > 0 ? Math.min(1, fraction) : 0;
  const reached = Math.trunc(from + (to - from) * share);
  return Math.max(percent, Math.min(RUNNING_PERCENT_MAX, reached));
}
