import type { StorageNode } from '@asterism/api-types/cluster-api/node';
import { BanIcon } from '@patternfly/react-icons/dist/esm/icons/ban-icon';
import { CheckCircleIcon } from '@patternfly/react-icons/dist/esm/icons/check-circle-icon';
import { ExclamationTriangleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-triangle-icon';
import { InProgressIcon } from '@patternfly/react-icons/dist/esm/icons/in-progress-icon';
import { QuestionCircleIcon } from '@patternfly/react-icons/dist/esm/icons/question-circle-icon';
import { StatusLabel, type StateLabelProps, type StateAppearance } from '#/ui/status-label.tsx';

type NodeState = StorageNode['state'];

/** How each state of a node is shown. */
const NODE_APPEARANCE: Record<NodeState, StateAppearance> = {
  Active: { text: 'Active', icon: <CheckCircleIcon />, tone: 'success' },
  Activating: { text: 'Activating', icon: <InProgressIcon />, tone: 'info' },
  Inactive: {
    text: 'Inactive',
    icon: <ExclamationTriangleIcon />,
    tone: 'danger',
    meaning: 'The node serves no data; volumes with a replica on it are degraded.',
  },
  Unattached: { text: 'Unattached', icon: <BanIcon />, tone: 'neutral' },
  Attaching: { text: 'Attaching', icon: <InProgressIcon />, tone: 'info' },
  Detaching: { text: 'Detaching', icon: <InProgressIcon />, tone: 'warning' },
  Unknown: { text: 'Unknown', icon: <QuestionCircleIcon />, tone: 'neutral' },
};

const isKnown = (state: string): state is NodeState => Object.hasOwn(NODE_APPEARANCE, state);

/** A node's state; one that this console does not know is shown as it is. */
export const NodeStateLabel = ({ state, isStale }: StateLabelProps<string>) => (
  <StatusLabel
    isStale={isStale}
    appearance={
      isKnown(state)
        ? NODE_APPEARANCE[state]
        : { text: state, icon: <QuestionCircleIcon />, tone: 'neutral' }
    }
  />
);
