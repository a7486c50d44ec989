import type { FleetWorkflowState } from '@asterism/api-types/federation-api/workflow';
import { BanIcon } from '@patternfly/react-icons/dist/esm/icons/ban-icon';
import { CheckCircleIcon } from '@patternfly/react-icons/dist/esm/icons/check-circle-icon';
import { ExclamationCircleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon';
import { InProgressIcon } from '@patternfly/react-icons/dist/esm/icons/in-progress-icon';
import { PendingIcon } from '@patternfly/react-icons/dist/esm/icons/pending-icon';
import { StatusLabel, type StateAppearance } from '#/ui/status-label.tsx';

/** How each state of a workflow is shown. */
export const WORKFLOW_STATE_APPEARANCE: Record<FleetWorkflowState, StateAppearance> = {
  PENDING: { text: 'Pending', icon: <PendingIcon />, tone: 'neutral' },
  RUNNING: { text: 'Running', icon: <InProgressIcon />, tone: 'info' },
  COMPLETED: { text: 'Completed', icon: <CheckCircleIcon />, tone: 'success' },
  FAILED: { text: 'Failed', icon: <ExclamationCircleIcon />, tone: 'danger' },
  CANCELED: { text: 'Canceled', icon: <BanIcon />, tone: 'neutral' },
};

/** A workflow's state. */
export const WorkflowStateLabel = ({ state }: { readonly state: FleetWorkflowState }) => (
  <StatusLabel appearance={WORKFLOW_STATE_APPEARANCE[state]} />
);
