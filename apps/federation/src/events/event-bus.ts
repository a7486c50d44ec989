import type { FleetEvent } from '@asterism/api-types/fleet-api/fleet-events';

/** Whom an event about volumes is for: what it does not itself say of the projects. It is not sent to anybody. */
export interface EventAudience {
  /** The projects of all volumes that it is about, also when it only says that many have changed. */
  readonly projects: ReadonlySet<string> | 'any';
  /** The projects of the volumes that are gone, by UUID. */
  readonly removedFrom: ReadonlyMap<string, string>;
}

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
