import type { FleetSnapshot } from '@asterism/api-types/fleet-api/fleet-snapshots';
import { RelativeTime } from '#/ui/relative-time.tsx';

/** When the retention of a snapshot ends: after that its cluster may delete it at any time. */
export const Expiry = ({ expires }: Pick<FleetSnapshot, 'expires'>) =>
  expires === undefined ? 'Never' : <RelativeTime value={expires} />;
