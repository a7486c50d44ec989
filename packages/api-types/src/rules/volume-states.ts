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

const TRANSITIONAL = {
  Unknown: false,
  Creating: true,
  Available: false,
  Deleting: true,
  Deleted: false,
  Failed: false,
  Updating: true,
  Rollback: true,
  Migrating: false,
} as const satisfies Record<VolumeState, boolean>;

/** A state that ends by itself. */
export type TransitionalState = {
  [State in VolumeState]: (typeof TRANSITIONAL)[State] extends true ? State : never;
}[VolumeState];

/** Whether the state ends by itself: worth watching closely until it does. */
export const isTransitional = (state: VolumeState): state is TransitionalState =>
  TRANSITIONAL[state];
