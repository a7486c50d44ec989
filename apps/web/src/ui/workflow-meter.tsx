import './workflow-stages.css';
import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { isFinal, type WorkflowState } from '@asterism/api-types/federation-api/workflow';
import { Progress } from '@patternfly/react-core/dist/esm/components/Progress';
import { Duration } from './duration.tsx';
import { shownPercent } from './workflow-progress.tsx';
import { stageTitle, workflowGoing, workflowName } from './workflow-words.ts';

const VARIANT = { COMPLETED: 'success', FAILED: 'danger' } as const;

/** What a workflow is at, in words; given the stage, which is empty before the first one. */
const AT_WHAT: Record<WorkflowState, (stage: string) => string> = {
  PENDING: () => 'Waiting to begin',
  RUNNING: (stage) => (stage === '' ? 'Beginning' : stageTitle(stage)),
  COMPLETED: () => 'Completed',
  FAILED: (stage) => (stage === '' ? 'Failed' : `Failed: ${stageTitle(stage)}`),
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
        {...(state === 'COMPLETED' || state === 'FAILED' ? { variant: VARIANT[state] } : {})}
      />
      <p className="ast-quiet">
        {isFinal(state) ? 'Took' : 'Running for'}{' '}
        <Duration from={startedAt ?? createdAt} to={endedAt} />
      </p>
    </div>
  );
}
