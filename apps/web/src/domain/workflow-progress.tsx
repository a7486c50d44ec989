import { isFinal, type FleetWorkflowState } from '@asterism/api-types/federation-api/workflow';
import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { useContext } from 'react';
import { OutOfReachSince } from '#/ui/out-of-reach.ts';
import { ProgressBar } from '#/ui/progress-bar.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { UsualDuration } from './usual-duration.tsx';
import { stageTitle, runningWorkflowName, workflowName } from './workflow-words.ts';
import './workflow-progress.css';

/** Percent as shown: whole, truncated, and 100 only when the workflow has completed. */
function shownPercent({ state, progress }: Pick<FleetWorkflow, 'state' | 'progress'>): number {
  if (state === 'COMPLETED') return 100;
  return Math.min(99, Math.max(0, Math.trunc(progress.percent)));
}

/** The tone of a workflow's bar in each state. */
const BAR_TONE: Record<FleetWorkflowState, 'success' | 'danger' | 'warning' | undefined> = {
  PENDING: undefined,
  RUNNING: undefined,
  COMPLETED: 'success',
  FAILED: 'danger',
  CANCELED: 'warning',
};

/** Since when nobody knows how far a workflow is; undefined while that is known, and once it has ended. */
function useUnknownSince({ state }: Pick<FleetWorkflow, 'state'>): number | undefined {
  const outOfReachSince = useContext(OutOfReachSince);
  return isFinal(state) ? undefined : outOfReachSince;
}

/** When it was last known how far the workflow is, where that is not now. */
const ProgressAge = ({ since }: { readonly since: number | undefined }) =>
  since === undefined ? null : (
    <>
      {' '}
      · as of <RelativeTime value={new Date(since).toISOString()} />
    </>
  );

interface WorkflowProgressProps {
  readonly workflow: Pick<FleetWorkflow, 'state' | 'progress' | 'type'>;
  /** Names the bar for screen readers, for example by the cluster. */
  readonly label: string;
}

/** A workflow's progress: its bar, percent and stage. */
export function WorkflowProgress({ workflow, label }: WorkflowProgressProps) {
  const { state, progress } = workflow;
  const since = useUnknownSince(workflow);
  return (
    <div className={since === undefined ? 'ast-progress' : 'ast-progress ast-progress-last-known'}>
      <ProgressBar label={label} percent={shownPercent(workflow)} tone={BAR_TONE[state]} />
      {isFinal(state) ? null : (
        <span className="ast-quiet">
          {stageTitle(progress.stage)}
          <ProgressAge since={since} />
        </span>
      )}
    </div>
  );
}

/** The current step of a workflow in words; the stage is empty before the first one. */
const CURRENT_STEP: Record<FleetWorkflowState, (stage: string) => string> = {
  PENDING: () => 'Waiting to start',
  RUNNING: (stage) => (stage === '' ? 'Starting' : stageTitle(stage)),
  COMPLETED: () => 'Completed',
  FAILED: (stage) => (stage === '' ? 'Failed' : `Failed: ${stageTitle(stage)}`),
  CANCELED: (stage) => (stage === '' ? 'Canceled' : `Canceled: ${stageTitle(stage)}`),
};

/** A workflow's progress for a page about it: a large bar with percent, stage and duration. */
export function WorkflowMeter({ workflow }: { readonly workflow: FleetWorkflow }) {
  const { state, progress, startedAt, createdAt, endedAt } = workflow;
  const name = isFinal(state) ? workflowName(workflow) : runningWorkflowName(workflow);
  const since = useUnknownSince(workflow);
  return (
    <div className={since === undefined ? 'ast-meter' : 'ast-meter ast-progress-last-known'}>
      <ProgressBar
        label={name}
        title={CURRENT_STEP[state](progress.stage)}
        percent={shownPercent(workflow)}
        tone={BAR_TONE[state]}
      />
      <p className="ast-quiet">
        {isFinal(state) ? 'Took' : 'Running for'}{' '}
        <UsualDuration
          from={startedAt ?? createdAt}
          to={endedAt}
          usualSeconds={workflow.usual?.seconds}
        />
        <ProgressAge since={since} />
      </p>
    </div>
  );
}
