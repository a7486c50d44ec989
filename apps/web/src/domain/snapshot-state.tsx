import type { SnapshotState } from '@asterism/api-types/rules/snapshot-states';
import { BanIcon } from '@patternfly/react-icons/dist/esm/icons/ban-icon';
import { CheckCircleIcon } from '@patternfly/react-icons/dist/esm/icons/check-circle-icon';
import { ExclamationCircleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon';
import { InProgressIcon } from '@patternfly/react-icons/dist/esm/icons/in-progress-icon';
import { QuestionCircleIcon } from '@patternfly/react-icons/dist/esm/icons/question-circle-icon';
import { TrashIcon } from '@patternfly/react-icons/dist/esm/icons/trash-icon';
import { StatusLabel, type StateAppearance, type StateLabelProps } from '#/ui/status-label.tsx';

/** How each state of a snapshot is shown. */
export const SNAPSHOT_STATE_APPEARANCE: Record<SnapshotState, StateAppearance> = {
  Available: { text: 'Available', icon: <CheckCircleIcon />, tone: 'success' },
  Creating: { text: 'Creating', icon: <InProgressIcon />, tone: 'info' },
  Deleting: { text: 'Deleting', icon: <TrashIcon />, tone: 'warning' },
  Deleted: { text: 'Deleted', icon: <BanIcon />, tone: 'neutral' },
  Failed: {
    text: 'Failed',
    icon: <ExclamationCircleIcon />,
    tone: 'danger',
    meaning: 'The cluster could not take it, so it holds no data.',
  },
  Unknown: { text: 'Unknown', icon: <QuestionCircleIcon />, tone: 'neutral' },
};

/** A snapshot's state. */
export const SnapshotStateLabel = ({ state, ...known }: StateLabelProps<SnapshotState>) => (
  <StatusLabel appearance={SNAPSHOT_STATE_APPEARANCE[state]} {...known} />
);
