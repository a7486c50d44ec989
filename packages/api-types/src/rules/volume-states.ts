/** The states of a volume. Source: lightbits-api §2.1. */
export const VOLUME_STATES = [
  'Unknown',
  'Creating',
  'Available',
  'Deleting',
  'Deleted',
  'Failed',
  'Updating',
  'Rollback',
  'Migrating',
] as const;
export type VolumeState = (typeof VOLUME_STATES)[number];

/** The protection states of a volume. Source: lightbits-api §2.1. */
export const PROTECTION_STATES = [
  'Unknown',
  'FullyProtected',
  'Degraded',
  'ReadOnly',
  'NotAvailable',
] as const;
export type ProtectionState = (typeof PROTECTION_STATES)[number];

const TRANSITIONAL: Record<VolumeState, boolean> = {
  Unknown: false,
  Creating: true,
  Available: false,
  Deleting: true,
  Deleted: false,
  Failed: false,
  Updating: true,
  Rollback: true,
  Migrating: false,
};

/** Whether the state ends by itself: worth watching closely until it does. */
export const isTransitional = (state: VolumeState): boolean => TRANSITIONAL[state];
