import type { ClusterHealth } from '@asterism/api-types/cluster-api/cluster-info';
import type { ConnectionStatus } from '@asterism/api-types/federation-api/cluster';
import { CheckCircleIcon } from '@patternfly/react-icons/dist/esm/icons/check-circle-icon';
import { DisconnectedIcon } from '@patternfly/react-icons/dist/esm/icons/disconnected-icon';
import { ExclamationCircleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon';
import { ExclamationTriangleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-triangle-icon';
import { LockIcon } from '@patternfly/react-icons/dist/esm/icons/lock-icon';
import { QuestionCircleIcon } from '@patternfly/react-icons/dist/esm/icons/question-circle-icon';
import { StatusLabel, type StateLabelProps, type StateAppearance } from '#/ui/status-label.tsx';

/** How each connection status is shown. */
export const CONNECTION_APPEARANCE: Record<ConnectionStatus, StateAppearance> = {
  Connected: { text: 'Connected', icon: <CheckCircleIcon />, tone: 'success' },
  Disconnected: {
    text: 'Disconnected',
    icon: <DisconnectedIcon />,
    tone: 'danger',
    meaning: 'The cluster is not responding. Its last known state is shown with its age.',
  },
  Unauthorized: {
    text: 'Unauthorized',
    icon: <LockIcon />,
    tone: 'warning',
    meaning:
      'The cluster rejects the service key, or presents a different certificate from the pinned one.',
  },
};

type HealthState = ClusterHealth['state'];

/** How each health state of a cluster is shown. */
export const HEALTH_APPEARANCE: Record<HealthState, StateAppearance> = {
  OK: { text: 'OK', icon: <CheckCircleIcon />, tone: 'success' },
  Warning: {
    text: 'Warning',
    icon: <ExclamationTriangleIcon />,
    tone: 'warning',
    meaning: 'Some nodes are inactive or some volumes are degraded.',
  },
  Error: {
    text: 'Error',
    icon: <ExclamationCircleIcon />,
    tone: 'danger',
    meaning: 'Some volumes are read-only or not available.',
  },
  None: { text: 'Unknown', icon: <QuestionCircleIcon />, tone: 'neutral' },
};

/** The connection between the federation and a cluster. */
export const ConnectionLabel = ({ status }: { readonly status: ConnectionStatus }) => (
  <StatusLabel appearance={CONNECTION_APPEARANCE[status]} />
);

/** A cluster's health. */
export const HealthLabel = ({ state, isStale }: StateLabelProps<HealthState>) => (
  <StatusLabel appearance={HEALTH_APPEARANCE[state]} isStale={isStale} />
);
