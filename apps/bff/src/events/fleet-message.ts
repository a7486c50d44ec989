import type { FleetEvent } from '@asterism/api-types/fleet-api/fleet-events';

/** An event as the federation sent it. Its data is passed on unparsed. */
export interface FleetMessage {
  readonly id?: string | undefined;
  readonly event?: string | undefined;
  readonly data: string;
}

const resync: FleetEvent = { type: 'resync' };

/** Makes the browser refetch everything, because it may have missed events. */
export const RESYNC: FleetMessage = { data: JSON.stringify(resync) };

/** The federation is unreachable: the browser shows the last known data. */
export const FEDERATION_LOST: FleetMessage = { event: 'federation-lost', data: '{}' };

export const FEDERATION_BACK: FleetMessage = { event: 'federation-back', data: '{}' };
