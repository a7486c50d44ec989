import type { HostConnection } from '@asterism/api-types/fleet-api/fleet-host';
import { BanIcon } from '@patternfly/react-icons/dist/esm/icons/ban-icon';
import { ConnectedIcon } from '@patternfly/react-icons/dist/esm/icons/connected-icon';
import { StatusLabel, type StateAppearance, type StateLabelProps } from '#/ui/status-label.tsx';

/** How it is shown whether a host is connected. */
export const HOST_CONNECTION_APPEARANCE: Record<HostConnection, StateAppearance> = {
  connected: {
    text: 'Connected',
    icon: <ConnectedIcon />,
    tone: 'success',
    meaning: 'Connected to at least one volume.',
  },
  allowed: {
    text: 'Allowed only',
    icon: <BanIcon />,
    tone: 'neutral',
    meaning: 'Volumes allow it, and it is connected to none.',
  },
};

export const HostConnectionLabel = ({ state, isStale }: StateLabelProps<HostConnection>) => (
  <StatusLabel appearance={HOST_CONNECTION_APPEARANCE[state]} isStale={isStale} />
);
