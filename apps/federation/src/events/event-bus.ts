import type { FleetEvent } from '@asterism/api-types/fleet-api/fleet-events';

/** Where everything that changes in the fleet is told, once, to all who listen in this process. */
export interface EventBus {
  publish(event: FleetEvent): void;
  subscribe(listener: (event: FleetEvent) => void): () => void;
}
