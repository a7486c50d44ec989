import type { TaskItemState, TaskState } from '@asterism/api-types/fleet-api/fleet-task';
import { BanIcon } from '@patternfly/react-icons/dist/esm/icons/ban-icon';
import { CheckCircleIcon } from '@patternfly/react-icons/dist/esm/icons/check-circle-icon';
import { ExclamationCircleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon';
import { InProgressIcon } from '@patternfly/react-icons/dist/esm/icons/in-progress-icon';
import { PauseCircleIcon } from '@patternfly/react-icons/dist/esm/icons/pause-circle-icon';
import { PendingIcon } from '@patternfly/react-icons/dist/esm/icons/pending-icon';
import { SearchIcon } from '@patternfly/react-icons/dist/esm/icons/search-icon';
import { StatusLabel, type StateAppearance } from '#/ui/status-label.tsx';

/** How each state of a task is shown. */
export const TASK_STATE_APPEARANCE: Record<TaskState, StateAppearance> = {
  DRAFT: { text: 'Preview', icon: <SearchIcon />, tone: 'neutral' },
  PENDING: { text: 'Waiting', icon: <PendingIcon />, tone: 'neutral' },
  RUNNING: { text: 'Running', icon: <InProgressIcon />, tone: 'info' },
  PAUSED: { text: 'Paused', icon: <PauseCircleIcon />, tone: 'warning' },
  COMPLETED: { text: 'Completed', icon: <CheckCircleIcon />, tone: 'success' },
  FAILED: { text: 'Failed', icon: <ExclamationCircleIcon />, tone: 'danger' },
  CANCELED: { text: 'Canceled', icon: <BanIcon />, tone: 'neutral' },
};

/** How the state of one volume of a task is shown. */
export const TASK_ITEM_APPEARANCE: Record<TaskItemState, StateAppearance> = {
  failed: { text: 'Failed', icon: <ExclamationCircleIcon />, tone: 'danger' },
  running: { text: 'Running', icon: <InProgressIcon />, tone: 'info' },
  following: {
    text: 'Finishing',
    icon: <InProgressIcon />,
    tone: 'info',
    meaning: 'Its cluster has accepted the request, and has not finished it.',
  },
  waiting: { text: 'Waiting', icon: <PendingIcon />, tone: 'neutral' },
  done: { text: 'Done', icon: <CheckCircleIcon />, tone: 'success' },
  canceled: {
    text: 'Canceled',
    icon: <BanIcon />,
    tone: 'neutral',
    meaning: 'The task was canceled before this volume had begun: it is as it was.',
  },
  skipped: {
    text: 'Skipped',
    icon: <BanIcon />,
    tone: 'warning',
    meaning: 'It could not be done from the start: it is as it was.',
  },
};

/** A task's state. */
export const TaskStateLabel = ({ state }: { readonly state: TaskState }) => (
  <StatusLabel appearance={TASK_STATE_APPEARANCE[state]} />
);

/** The state of one volume of a task. */
export const TaskItemStateLabel = ({ state }: { readonly state: TaskItemState }) => (
  <StatusLabel appearance={TASK_ITEM_APPEARANCE[state]} />
);
