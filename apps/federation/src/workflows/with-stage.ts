import type { WorkflowStage } from '@asterism/api-types/fleet-api/fleet-workflow';
import type { WorkflowRow } from '../store/workflow-store.ts';

/** The workflow's stages with one of them changed. */
export const withStage = (
  { stages }: Pick<WorkflowRow, 'stages'>,
  index: number,
  change: Partial<WorkflowStage>,
): WorkflowStage[] => stages.map((stage, at) => (at === index ? { ...stage, ...change } : stage));
