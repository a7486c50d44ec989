import type { FleetWorkflowState } from '@asterism/api-types/federation-api/workflow';
import {
  ProgressStep,
  ProgressStepper,
} from '@patternfly/react-core/dist/esm/components/ProgressStepper';
import { ATTACH_STEPS, type AttachState, type AttachStep } from './attach-state.ts';

const TITLES: Record<AttachStep, string> = {
  endpoint: 'Endpoint',
  certificate: 'Certificate',
  key: 'Service key',
  attach: 'Attach',
};

/** What was settled in a step, in short. */
const SETTLED: Record<AttachStep, (state: AttachState) => string> = {
  endpoint: ({ endpoint }) => endpoint,
  certificate: ({ confirmed }) => (confirmed === undefined ? '' : `${confirmed.slice(0, 17)}…`),
  key: () => '',
  attach: () => '',
};

const WORDS = {
  success: 'done',
  info: 'current',
  pending: 'pending',
  danger: 'failed',
  warning: 'canceled',
} as const;

/** The last step, by the state of its workflow. */
const OUTCOME: Record<FleetWorkflowState, keyof typeof WORDS> = {
  PENDING: 'info',
  RUNNING: 'info',
  COMPLETED: 'success',
  FAILED: 'danger',
  CANCELED: 'warning',
};

interface AttachStepperProps {
  readonly attach: AttachState;
  /** The state of the workflow, once there is one. */
  readonly outcome: FleetWorkflowState | undefined;
}

/** The steps of an attach, with the current one marked. */
export function AttachStepper({ attach, outcome = 'RUNNING' }: AttachStepperProps) {
  const at = ATTACH_STEPS.indexOf(attach.step);
  return (
    <ProgressStepper aria-label="Attach steps">
      {ATTACH_STEPS.map((step, index) => {
        const now = step === 'attach' ? OUTCOME[outcome] : 'info';
        const variant = index < at ? 'success' : index === at ? now : 'pending';
        return (
          <ProgressStep
            key={step}
            id={`attach-step-${step}`}
            titleId={`attach-step-${step}-title`}
            aria-label={`${TITLES[step]}: ${WORDS[variant]}`}
            variant={variant}
            isCurrent={index === at}
            description={index < at ? SETTLED[step](attach) : ''}
          >
            {TITLES[step]}
          </ProgressStep>
        );
      })}
    </ProgressStepper>
  );
}
