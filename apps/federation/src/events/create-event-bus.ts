import type { EventBus, EventListener } from './event-bus.ts';

/** An {@link EventBus} of this process. A listener that throws does not keep the others from hearing. */
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
