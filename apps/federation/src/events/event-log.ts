import { randomUUID } from 'node:crypto';
import type { FleetEvent } from '@asterism/api-types/fleet-api/fleet-events';
import type { EventAudience, EventBus } from './event-bus.ts';

/** An event with its place in the log. */
export interface LoggedEvent {
  readonly id: string;
  readonly event: FleetEvent;
  readonly audience: EventAudience | undefined;
  /** The whole event as JSON, made once however many hear it. */
  json(): string;
}

/** The newest events of this process, for those who come back and ask what they missed. */
export interface EventLog {
  /** What came after the event with this id; undefined when that is not known any more, or never was. */
  since(id: string): readonly LoggedEvent[] | undefined;
  subscribe(listener: (logged: LoggedEvent) => void): () => void;
  close(): void;
}

const KEPT = 1_000;

/** Keeps what the bus tells. The ids of two processes never meet: a client that changes its server is told to read again. */
export function createEventLog(bus: EventBus, kept = KEPT): EventLog {
  const epoch = randomUUID();
  const listeners = new Set<(logged: LoggedEvent) => void>();
  let events: LoggedEvent[] = [];
  /** The number of the first event that is kept. */
  let first = 1;

  const stop = bus.subscribe((event, audience) => {
    let text: string | undefined;
    const logged: LoggedEvent = {
      id: `${epoch}.${first + events.length}`,
      event,
      audience,
      json: () => (text ??= JSON.stringify(event)),
    };
    events.push(logged);
    if (events.length >= kept * 2) {
      first += events.length - kept;
      events = events.slice(-kept);
    }
    for (const listener of listeners) listener(logged);
  });

  return {
    since(id) {
      const [ofEpoch, text = ''] = id.split('.');
      const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
      const at = number - first + 1;
      return ofEpoch === epoch && at >= 0 && at <= events.length ? events.slice(at) : undefined;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    close() {
      stop();
      listeners.clear();
    },
  };
}
