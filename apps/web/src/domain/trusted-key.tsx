import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import type { FleetWorkflowState } from '@asterism/api-types/federation-api/workflow';
import { Alert } from '@patternfly/react-core/dist/esm/components/Alert';
import { deleteCredentialLine } from './lbcli.ts';
import { CopyText } from '#/ui/copy-text.tsx';

const LEAVES_KEY: Record<FleetWorkflowState, boolean> = {
  PENDING: false,
  RUNNING: false,
  COMPLETED: false,
  FAILED: true,
  CANCELED: true,
};

/** After a failed or canceled attach whose key the cluster had accepted: what to do with that key. Otherwise nothing. */
export function TrustedKey({ workflow }: { readonly workflow: FleetWorkflow }) {
  const { state, target, pubKeyId } = workflow;
  if (!LEAVES_KEY[state] || pubKeyId === '') return null;
  return (
    <Alert
      isInline
      variant="info"
      component="h2"
      title={`${target} still trusts a key of Asterism`}
    >
      <div className="ast-stack">
        <p>
          Key <code>{pubKeyId}</code> is used for no other cluster. Keep it to attach {target}{' '}
          again, or remove it on the cluster:
        </p>
        <CopyText block text={deleteCredentialLine(pubKeyId)} what="lbcli command" />
      </div>
    </Alert>
  );
}
