import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { isFinal } from '@asterism/api-types/federation-api/workflow';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useState } from 'react';
import { describeOutcome } from '#/api/describe-error.ts';
import { useWrite } from '#/api/use-write.ts';
import { cancelWorkflow } from '#/api/workflow-writes.ts';
import { showToast } from '#/lib/toasts.ts';
import { ConfirmDialog } from '#/ui/confirm-dialog.tsx';
import { ShowCall } from './show-call.tsx';
import { workflowName } from './workflow-words.ts';

/** What happens when a workflow of this type is canceled. */
const CONSEQUENCES: Readonly<Record<string, readonly string[]>> = {
  'attach cluster': [
    'The attach stops at once and is undone: the cluster is not attached.',
    'Nothing changes on the cluster itself. It keeps the service key if you imported it there.',
    'You can attach the same cluster again with that key.',
  ],
  'detach cluster': [
    'The detach stops at once: the cluster stays attached and is monitored again.',
    'This is no longer possible once its service key has been retired.',
  ],
};

interface CancelWorkflowProps {
  readonly workflow: FleetWorkflow;
}

interface CancelWorkflowDialogProps {
  readonly workflow: Pick<FleetWorkflow, 'id' | 'type' | 'target'>;
  readonly onClose: () => void;
}

/** Asks whether a workflow is to be canceled, and cancels it. */
export function CancelWorkflowDialog({ workflow, onClose }: CancelWorkflowDialogProps) {
  const { write, outcome, isPending, isChecking } = useWrite(cancelWorkflow);
  const { id: workflowId, type } = workflow;
  const name = workflowName(workflow);
  const consequences = CONSEQUENCES[type] ?? ['It stops at once, and what it did is undone.'];
  const cancel = () =>
    write({ workflowId }, ({ kind }) => {
      if (kind !== 'done') return;
      showToast({ tone: 'info', title: `Canceled: ${name}` });
      onClose();
    });
  return (
    <ConfirmDialog
      title="Cancel this workflow?"
      subject={[
        ['Workflow', name],
        ['ID', <code key="id">{workflowId}</code>],
      ]}
      action="Cancel workflow"
      dismiss="Keep running"
      isDanger
      isPending={isPending}
      checking={isChecking ? 'the workflow was canceled' : undefined}
      error={describeOutcome(outcome)}
      onCancel={onClose}
      onConfirm={cancel}
    >
      <div className="ast-stack">
        <ul className="ast-sentences">
          {consequences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <ShowCall call={{ operation: fleetApi.cancelWorkflow, input: { workflowId } }} />
      </div>
    </ConfirmDialog>
  );
}

/** Cancels a running workflow once the admin has confirmed it. Renders nothing for one that has ended. */
export function CancelWorkflow({ workflow }: CancelWorkflowProps) {
  const [isConfirming, setIsConfirming] = useState(false);
  if (isFinal(workflow.state)) return null;
  return (
    <div className="ast-row">
      <Button variant="secondary" isDanger onClick={() => setIsConfirming(true)}>
        Cancel workflow
      </Button>
      {isConfirming ? (
        <CancelWorkflowDialog workflow={workflow} onClose={() => setIsConfirming(false)} />
      ) : null}
    </div>
  );
}
