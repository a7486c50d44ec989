import { isFinal } from '@asterism/api-types/federation-api/workflow';
import type { FleetWorkflow, WorkflowStage } from '@asterism/api-types/fleet-api/fleet-workflow';
import {
  ProgressStep,
  ProgressStepper,
} from '@patternfly/react-core/dist/esm/components/ProgressStepper';
import { InProgressIcon } from '@patternfly/react-icons/dist/esm/icons/in-progress-icon';
import { useContext, useId, type ReactNode } from 'react';
import { Duration } from '#/ui/duration.tsx';
import { OutOfReachSince } from '#/ui/out-of-reach.ts';
import { stageTitle } from './workflow-words.ts';
import './workflow-stages.css';

interface StageAppearance {
  readonly variant: 'success' | 'info' | 'pending' | 'danger' | 'warning';
  readonly text: string;
  readonly icon?: ReactNode;
}

const STAGE_APPEARANCE: Record<WorkflowStage['state'], StageAppearance> = {
  waiting: { variant: 'pending', text: 'waiting' },
  running: {
    variant: 'info',
    text: 'running',
    icon: <InProgressIcon className="ast-stage-running" />,
  },
  done: { variant: 'success', text: 'done' },
  failed: { variant: 'danger', text: 'failed' },
  canceled: { variant: 'warning', text: 'canceled' },
};

/** How the stages of a workflow are shown that has ended before them, or in the middle of them. */
const NEVER_RUN: StageAppearance = { variant: 'pending', text: 'not run' };
const CUT_OFF: StageAppearance = { variant: 'warning', text: 'not finished' };

/** How a stage is shown that ran when the workflow was last known. */
const LAST_SEEN_RUNNING: StageAppearance = { variant: 'pending', text: 'running when last read' };

function appearanceOf(
  state: WorkflowStage['state'],
  hasEnded: boolean,
  isOutOfReach: boolean,
): StageAppearance {
  if (hasEnded && state === 'waiting') return NEVER_RUN;
  if (hasEnded && state === 'running') return CUT_OFF;
  if (isOutOfReach && state === 'running') return LAST_SEEN_RUNNING;
  return STAGE_APPEARANCE[state];
}

interface WorkflowStagesProps {
  readonly workflow: Pick<FleetWorkflow, 'state' | 'stages'>;
}

/** The stages of a workflow, one below the other, with their state and duration. */
export function WorkflowStages({ workflow }: WorkflowStagesProps) {
  const hasEnded = isFinal(workflow.state);
  const isOutOfReach = useContext(OutOfReachSince) !== undefined;
  const id = useId();
  return (
    <ProgressStepper isVertical aria-label="Stages" className="ast-stages">
      {workflow.stages.map(({ name, state, startedAt, endedAt }, index) => {
        const { variant, text, icon } = appearanceOf(state, hasEnded, isOutOfReach);
        return (
          <ProgressStep
            key={name}
            id={`${id}-${index}`}
            titleId={`${id}-${index}-title`}
            aria-label={`${stageTitle(name)}: ${text}`}
            variant={variant}
            isCurrent={state === 'running' && !hasEnded}
            description={
              startedAt === undefined ? (
                text
              ) : (
                <>
                  {text} ·{' '}
                  <Duration from={startedAt} to={endedAt ?? (hasEnded ? startedAt : undefined)} />
                </>
              )
            }
            {...(icon === undefined ? {} : { icon })}
          >
            {stageTitle(name)}
          </ProgressStep>
        );
      })}
    </ProgressStepper>
  );
}
