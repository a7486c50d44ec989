import type { WorkflowStage } from '@asterism/api-types/fleet-api/fleet-workflow';
import {
  ProgressStep,
  ProgressStepper,
} from '@patternfly/react-core/dist/esm/components/ProgressStepper';
import { InProgressIcon } from '@patternfly/react-icons/dist/esm/icons/in-progress-icon';
import { useId, type ReactNode } from 'react';
import { Duration } from '#/ui/duration.tsx';
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

/** The stages of a workflow, one below the other, with their state and duration. */
export function WorkflowStages({ stages }: { readonly stages: readonly WorkflowStage[] }) {
  const id = useId();
  return (
    <ProgressStepper isVertical aria-label="Stages" className="ast-stages">
      {stages.map(({ name, state, startedAt, endedAt }, index) => {
        const { variant, text, icon } = STAGE_APPEARANCE[state];
        return (
          <ProgressStep
            key={name}
            id={`${id}-${index}`}
            titleId={`${id}-${index}-title`}
            aria-label={`${stageTitle(name)}: ${text}`}
            variant={variant}
            isCurrent={state === 'running'}
            description={
              startedAt === undefined ? (
                text
              ) : (
                <>
                  {text} · <Duration from={startedAt} to={endedAt} />
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
