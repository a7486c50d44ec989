import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { Alert } from '@patternfly/react-core/dist/esm/components/Alert';
import type { ReactNode } from 'react';
import { attachAdvice } from './attach-failure.ts';
import { inWords } from '#/ui/with-breaks.tsx';
import { causeOf } from './workflow-words.ts';

interface WorkflowFailureProps {
  readonly workflow: FleetWorkflow;
  /** A way to try again, or to what exists instead. */
  readonly actions?: ReactNode;
}

const OTHERWISE = {
  title: 'The workflow failed',
  advice: 'Try again; if it happens again, send the cause to your administrator.',
} as const;

/** Why a workflow failed or was canceled, and what to do. Renders nothing for others. */
export function WorkflowFailure({ workflow, actions }: WorkflowFailureProps) {
  if (workflow.state === 'CANCELED') {
    return (
      <Alert isInline isLiveRegion variant="info" component="h2" title="The workflow was canceled">
        <div className="ast-stack">
          <p className="ast-cause">{inWords(causeOf(workflow))}</p>
          {actions === undefined ? null : <div className="ast-row">{actions}</div>}
        </div>
      </Alert>
    );
  }
  if (workflow.state !== 'FAILED') return null;
  const { title, advice } = workflow.type === 'attach cluster' ? attachAdvice(workflow) : OTHERWISE;
  return (
    <Alert isInline isLiveRegion variant="danger" component="h2" title={title}>
      <div className="ast-stack">
        <p className="ast-cause">{inWords(causeOf(workflow))}</p>
        <p>{advice}</p>
        {actions === undefined ? null : <div className="ast-row">{actions}</div>}
      </div>
    </Alert>
  );
}
