import './workflow-stages.css';
import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { isFinal, type FleetWorkflowState } from '@asterism/api-types/federation-api/workflow';
import { Progress } from '@patternfly/react-core/dist/esm/components/Progress';
import { Duration } from '#/ui/duration.tsx';
import { PROGRESS_LOOK, shownPercent } from './workflow-progress.tsx';
import { stageTitle, workflowGoing, workflowName } from './workflow-words.ts';

/** What a workflow is at, in words; given the stage, which is empty before the first one. */
const AT_WHAT: Record<FleetWorkflowState, (stage: string) => string> = {
  PENDING: () => 'Waiting to begin',
  RUNNING: (stage) => (stage === '' ? 'Beginning' : stageTitle(stage)),
  COMPLETED: () => 'Completed',
  FAILED: (stage) => (stage === '' ? 'Failed' : `Failed: ${stageTitle(stage)}`),
  CANCELED: (stage) => (stage === '' ? 'Canceled' : `Canceled: ${stageTitle(stage)}`),
};

/** A workflow's progress for a page about it: a large bar with percent, stage and duration. */
export function WorkflowMeter({ workflow }: { readonly workflow: FleetWorkflow }) {
  const { state, progress, startedAt, createdAt, endedAt } = workflow;
  const name = isFinal(state) ? workflowName(workflow) : workflowGoing(workflow);
  return (
    <div className="ast-meter">
      <Progress
        aria-label={name}
        title={AT_WHAT[state](progress.stage)}
        value={shownPercent(workflow)}
        {...PROGRESS_LOOK[state]}
      />
      <p className="ast-quiet">
        {isFinal(state) ? 'Took' : 'Running for'}{' '}
        <Duration from={startedAt ?? createdAt} to={endedAt} />
      </p>
    </div>
  );
}
