import type { FleetEvent } from '@asterism/api-types/fleet-api/fleet-events';
import type { EventAudience } from '@asterism/api-types/rules/visible-event';

export type EventListener = (event: FleetEvent, audience: EventAudience | undefined) => void;

/** Publishes every change in the fleet once, to all subscribers in this process. */
export interface EventBus {
  publish(event: FleetEvent, audience?: EventAudience): void;
  subscribe(listener: EventListener): () => void;
}

/** An {@link EventBus} of this process. A listener that throws does not keep the event from the others. */
export function createEventBus(onListenerError: (error: unknown) => void): EventBus {
  const listeners = new Set<EventListener>();
  return {
    publish(event, audience) {
      for (const listener of listeners) {
        try {
          listener(event, audience);
        } catch (error) {
          onListenerError(error);
        }
      }
    },
    subscribe(listener) {
      // A function of its own: the same listener may subscribe twice.
      const entry: EventListener = (event, audience) => listener(event, audience);
      listeners.add(entry);
      return () => {
        listeners.delete(entry);
      };
    },
  };
}
