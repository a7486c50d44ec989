import type { FleetEvent } from '@asterism/api-types/fleet-api/fleet-events';
import type { EventBus } from './event-bus.ts';

/** An {@link EventBus} of this process. A listener that throws does not keep the others from hearing. */
export function createEventBus(onListenerError: (error: unknown) => void): EventBus {
  const listeners = new Set<(event: FleetEvent) => void>();
  return {
    publish(event) {
      for (const listener of listeners) {
        try {
          listener(event);
        } catch (error) {
          onListenerError(error);
        }
      }
    },
    subscribe(listener) {
      // A function of its own: the same listener may subscribe twice.
      const entry = (event: FleetEvent): void => listener(event);
      listeners.add(entry);
      return () => {
        listeners.delete(entry);
      };
    },
  };
}
