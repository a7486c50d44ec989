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

const WORDS = { success: 'done', info: 'now', pending: 'to come' } as const;

/** The steps of an attach and where one is. */
export function AttachStepper({ attach }: { readonly attach: AttachState }) {
  const at = ATTACH_STEPS.indexOf(attach.step);
  return (
    <ProgressStepper aria-label="Steps of the attach">
      {ATTACH_STEPS.map((step, index) => {
        const variant = index < at ? 'success' : index === at ? 'info' : 'pending';
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
