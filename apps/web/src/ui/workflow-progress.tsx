import type { Workflow } from '@asterism/api-types/federation-api/workflow';
import { Progress } from '@patternfly/react-core/dist/esm/components/Progress';
import { stageTitle } from './workflow-words.ts';

/** Percent as shown: whole, truncated, and 100 only when the workflow has completed. */
export function shownPercent({ state, progress }: Pick<Workflow, 'state' | 'progress'>): number {
  if (state === 'COMPLETED') return 100;
  return Math.min(99, Math.max(0, Math.trunc(progress.percent)));
}

const variant = { COMPLETED: 'success', FAILED: 'danger' } as const;

interface WorkflowProgressProps {
  readonly workflow: Pick<Workflow, 'state' | 'progress' | 'type'>;
  /** Names the bar for screen readers, for example with the cluster. */
  readonly label: string;
}

/** A workflow's progress: its bar, percent and stage. */
export function WorkflowProgress({ workflow, label }: WorkflowProgressProps) {
  const { state, progress } = workflow;
  const ended = state === 'COMPLETED' || state === 'FAILED';
  return (
    <div className="ast-progress">
      <Progress
        size="sm"
        measureLocation="outside"
        aria-label={label}
        value={shownPercent(workflow)}
        {...(ended ? { variant: variant[state] } : {})}
      />
      {ended ? null : <span className="ast-quiet">{stageTitle(progress.stage)}</span>}
    </div>
  );
}
