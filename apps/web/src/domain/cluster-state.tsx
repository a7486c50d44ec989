import type { Freshness } from '@asterism/api-types/fleet-api/fleet-cluster';
import type { ConnectionStatus } from '@asterism/api-types/federation-api/cluster';
import { CheckCircleIcon } from '@patternfly/react-icons/dist/esm/icons/check-circle-icon';
import { DisconnectedIcon } from '@patternfly/react-icons/dist/esm/icons/disconnected-icon';
import { LockIcon } from '@patternfly/react-icons/dist/esm/icons/lock-icon';
import { describeRefusal } from '#/api/describe-refusal.ts';
import { StatusLabel, type StateAppearance } from '#/ui/status-label.tsx';

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
    meaning: 'The cluster does not let Asterism in.',
  },
};

/** The connection between the federation and a cluster, with the reason of a refusal on hover; last known if overdue. */
export function ConnectionLabel({
  status,
  refusal,
  overdue,
}: Pick<Freshness, 'status' | 'refusal' | 'overdue'>) {
  const appearance = CONNECTION_APPEARANCE[status];
  const meaning = refusal === undefined ? {} : { meaning: `${describeRefusal(refusal).title}.` };
  return <StatusLabel appearance={{ ...appearance, ...meaning }} isStale={overdue} />;
}
