import type { FleetWorkflowState } from '@asterism/api-types/federation-api/workflow';
import {
  ProgressStep,
  ProgressStepper,
} from '@patternfly/react-core/dist/esm/components/ProgressStepper';
import { ATTACH_STEPS, type AttachState, type AttachStep } from './attach-state.ts';
import { capitalised } from '#/lib/capitalised.ts';

/** The names of the steps. */
export const STEP_TITLES: Record<AttachStep, string> = {
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

type Variant = 'success' | 'info' | 'pending' | 'danger' | 'warning';

const WORDS: Record<Variant, string> = {
  success: 'done',
  info: 'current',
  pending: 'pending',
  danger: 'failed',
  warning: 'canceled',
};

/** The last step, by the state of its workflow. */
const OUTCOME: Record<FleetWorkflowState, Variant> = {
  PENDING: 'info',
  RUNNING: 'info',
  COMPLETED: 'success',
  FAILED: 'danger',
  CANCELED: 'warning',
};

/** A step as it is shown, and in a word. */
interface ShownStep {
  readonly variant: Variant;
  readonly word: string;
}

interface AttachStepperProps {
  readonly attach: AttachState;
  /** The state of the workflow, once there is one. */
  readonly outcome: FleetWorkflowState | undefined;
  /** The step that has failed. */
  readonly failed?: AttachStep | undefined;
}

/** Shows each step: those before the one that work has come to are done, and after a failure no later one is run. */
function shownSteps({ attach, outcome = 'RUNNING', failed }: AttachStepperProps): ShownStep[] {
  const now = attach.step === 'attach' ? OUTCOME[outcome] : 'info';
  const reached: Variant = failed === undefined ? now : 'danger';
  const at = ATTACH_STEPS.indexOf(failed ?? attach.step);
  return ATTACH_STEPS.map((_, index) => {
    if (index > at && reached === 'danger') return { variant: 'pending', word: 'not run' };
    const variant = index < at ? 'success' : index === at ? reached : 'pending';
    return { variant, word: WORDS[variant] };
  });
}

/** Keeps the line of a step that has nothing to say. */
const NOTHING = '\u{a0}';

/** What the stepper says below a step's title; the current one speaks for itself. */
function noteOf(step: AttachStep, { variant, word }: ShownStep, attach: AttachState): string {
  if (variant === 'success') return SETTLED[step](attach) || NOTHING;
  return variant === 'info' || word === WORDS.pending ? NOTHING : capitalised(word);
}

/** The steps of an attach, with the current one marked, or the one that failed. */
export function AttachStepper(props: AttachStepperProps) {
  const { attach, failed } = props;
  const shown = shownSteps(props);
  return (
    <ProgressStepper aria-label="Attach steps">
      {ATTACH_STEPS.map((step, index) => {
        const state = shown[index] ?? { variant: 'pending', word: WORDS.pending };
        return (
          <ProgressStep
            key={step}
            id={`attach-step-${step}`}
            titleId={`attach-step-${step}-title`}
            aria-label={`${STEP_TITLES[step]}: ${state.word}`}
            variant={state.variant}
            isCurrent={step === (failed ?? attach.step)}
            description={noteOf(step, state, attach)}
          >
            {STEP_TITLES[step]}
          </ProgressStep>
        );
      })}
    </ProgressStepper>
  );
}
