import type { ProtectionState, VolumeState } from '@asterism/api-types/rules/volume-states';
import { BanIcon } from '@patternfly/react-icons/dist/esm/icons/ban-icon';
import { CheckCircleIcon } from '@patternfly/react-icons/dist/esm/icons/check-circle-icon';
import { ExclamationCircleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon';
import { ExclamationTriangleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-triangle-icon';
import { InProgressIcon } from '@patternfly/react-icons/dist/esm/icons/in-progress-icon';
import { LockIcon } from '@patternfly/react-icons/dist/esm/icons/lock-icon';
import { ExchangeAltIcon } from '@patternfly/react-icons/dist/esm/icons/exchange-alt-icon';
import { QuestionCircleIcon } from '@patternfly/react-icons/dist/esm/icons/question-circle-icon';
import { TrashIcon } from '@patternfly/react-icons/dist/esm/icons/trash-icon';
import { UndoIcon } from '@patternfly/react-icons/dist/esm/icons/undo-icon';
import { StatusLabel, type StateLabelProps, type StateAppearance } from '#/ui/status-label.tsx';

/** How each state of a volume is shown. */
export const VOLUME_STATE_APPEARANCE: Record<VolumeState, StateAppearance> = {
  Available: { text: 'Available', icon: <CheckCircleIcon />, tone: 'success' },
  Creating: { text: 'Creating', icon: <InProgressIcon />, tone: 'info' },
  Updating: { text: 'Updating', icon: <InProgressIcon />, tone: 'info' },
  Deleting: { text: 'Deleting', icon: <TrashIcon />, tone: 'warning' },
  Rollback: { text: 'Rolling back', icon: <UndoIcon />, tone: 'warning' },
  Migrating: { text: 'Migrating', icon: <ExchangeAltIcon />, tone: 'info' },
  Failed: {
    text: 'Failed',
    icon: <ExclamationCircleIcon />,
    tone: 'danger',
    meaning: 'The cluster could not create it, so it holds no data.',
  },
  Deleted: { text: 'Deleted', icon: <BanIcon />, tone: 'neutral' },
  Unknown: { text: 'Unknown', icon: <QuestionCircleIcon />, tone: 'neutral' },
};

/** How each protection state of a volume is shown. */
export const PROTECTION_APPEARANCE: Record<ProtectionState, StateAppearance> = {
  FullyProtected: {
    text: 'Fully protected',
    icon: <CheckCircleIcon />,
    tone: 'success',
    meaning: 'All replicas are in sync.',
  },
  Degraded: {
    text: 'Degraded',
    icon: <ExclamationTriangleIcon />,
    tone: 'warning',
    meaning: 'A replica is missing or being rebuilt; data can be read and written.',
  },
  ReadOnly: {
    text: 'Read-only',
    icon: <LockIcon />,
    tone: 'danger',
    meaning: 'Too few replicas: data can be read but not written.',
  },
  NotAvailable: {
    text: 'Not available',
    icon: <ExclamationCircleIcon />,
    tone: 'danger',
    meaning: 'No replica can be reached.',
  },
  Unknown: { text: 'Unknown', icon: <QuestionCircleIcon />, tone: 'neutral' },
};

/** A volume's state. */
export const VolumeStateLabel = ({ state, ...known }: StateLabelProps<VolumeState>) => (
  <StatusLabel appearance={VOLUME_STATE_APPEARANCE[state]} {...known} />
);

/** A volume's protection state. */
export const ProtectionLabel = ({ state, ...known }: StateLabelProps<ProtectionState>) => (
  <StatusLabel appearance={PROTECTION_APPEARANCE[state]} {...known} />
);
