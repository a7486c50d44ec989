import { isFinal, type FleetWorkflowState } from '@asterism/api-types/federation-api/workflow';
import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { Progress, type ProgressProps } from '@patternfly/react-core/dist/esm/components/Progress';
import { stageTitle } from './workflow-words.ts';

/** Percent as shown: whole, truncated, and 100 only when the workflow has completed. */
export function shownPercent({
  state,
  progress,
}: Pick<FleetWorkflow, 'state' | 'progress'>): number {
  if (state === 'COMPLETED') return 100;
  return Math.min(99, Math.max(0, Math.trunc(progress.percent)));
}

type Look = Pick<ProgressProps, 'variant'>;

/** How the bar of a workflow in this state looks. */
export const PROGRESS_LOOK: Record<FleetWorkflowState, Look> = {
  PENDING: {},
  RUNNING: {},
  COMPLETED: { variant: 'success' },
  FAILED: { variant: 'danger' },
  CANCELED: { variant: 'warning' },
};

interface WorkflowProgressProps {
  readonly workflow: Pick<FleetWorkflow, 'state' | 'progress' | 'type'>;
  /** Names the bar for screen readers, for example with the cluster. */
  readonly label: string;
}

/** A workflow's progress: its bar, percent and stage. */
export function WorkflowProgress({ workflow, label }: WorkflowProgressProps) {
  const { state, progress } = workflow;
  return (
    <div className="ast-progress">
      <Progress
        size="sm"
        measureLocation="outside"
        aria-label={label}
        value={shownPercent(workflow)}
        {...PROGRESS_LOOK[state]}
      />
      {isFinal(state) ? null : <span className="ast-quiet">{stageTitle(progress.stage)}</span>}
    </div>
  );
}
