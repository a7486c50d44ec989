import type { FleetEvent } from '@asterism/api-types/fleet-api/fleet-events';

/** An event as it comes from the federation. Its data is passed on unread. */
export interface FleetMessage {
  readonly id?: string | undefined;
  readonly event?: string | undefined;
  readonly data: string;
}

const resync: FleetEvent = { type: 'resync' };

/** Has the browser read everything again: it may have missed something. */
export const RESYNC: FleetMessage = { data: JSON.stringify(resync) };

/** The federation is out of reach: what the browser shows is the last that was known. */
export const FEDERATION_LOST: FleetMessage = { event: 'federation-lost', data: '{}' };

export const FEDERATION_BACK: FleetMessage = { event: 'federation-back', data: '{}' };
