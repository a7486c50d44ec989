import { randomUUID } from 'node:crypto';
import { readEventId, writeEventId } from '@asterism/api-types/fleet-api/event-id';
import type { FleetEvent } from '@asterism/api-types/fleet-api/fleet-events';
import type { Rights } from '@asterism/api-types/rules/roles';
import { visibleEvent, type EventAudience } from '@asterism/api-types/rules/visible-event';
import { extentOf } from '../cluster-client/extent.ts';
import type { EventBus } from './event-bus.ts';

/** An event with its place in the log. */
export interface LoggedEvent {
  readonly id: string;
  readonly event: FleetEvent;
  readonly audience: EventAudience | undefined;
  /** Of all text in it. */
  readonly characters: number;
  /** The whole event as JSON, made once for all subscribers. */
  json(): string;
}

/** The newest events of this process, for those who come back and ask what they missed. */
export interface EventLog {
  /** What came after the event with this id; undefined when that is not known any more, or never was. */
  since(id: string): readonly LoggedEvent[] | undefined;
  /** The id of the newest event, or of the place before the first. */
  newestId(): string;
  subscribe(listener: (logged: LoggedEvent) => void): () => void;
  close(): void;
}

const KEPT = 1_000;
/** However few events these are. */
const CHARACTERS_KEPT = 8 * 1024 * 1024;

/** Keeps what the bus publishes. Ids of two processes differ: a client that changes its server has to read again. */
export function createEventLog(bus: EventBus, kept = KEPT): EventLog {
  const process = randomUUID();
  const listeners = new Set<(logged: LoggedEvent) => void>();
  let events: LoggedEvent[] = [];
  let characters = 0;
  /** The number of the first event that is kept. */
  let first = 1;

  /** Forgets the oldest, more than one at a time, and never the newest. */
  function forgetOldest(): void {
    if (events.length < kept * 2 && characters < CHARACTERS_KEPT * 2) return;
    let gone = 0;
    for (const event of events) {
      const isEnough = events.length - gone <= kept && characters <= CHARACTERS_KEPT;
      if (isEnough || gone === events.length - 1) break;
      characters -= event.characters;
      gone += 1;
    }
    first += gone;
    events = events.slice(gone);
  }

  const stop = bus.subscribe((event, audience) => {
    let text: string | undefined;
    const logged: LoggedEvent = {
      id: writeEventId({ process, number: first + events.length }),
      event,
      audience,
      characters: extentOf(event).text,
      json: () => (text ??= JSON.stringify(event)),
    };
    events.push(logged);
    characters += logged.characters;
    forgetOldest();
    for (const listener of listeners) listener(logged);
  });

  return {
    since(id) {
      const place = readEventId(id);
      if (place?.process !== process) return undefined;
      const at = place.number - first + 1;
      return at >= 0 && at <= events.length ? events.slice(at) : undefined;
    },
    newestId: () => writeEventId({ process, number: first + events.length - 1 }),
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

/** The part of an event that somebody with these rights may see, as JSON; undefined when there is none. */
export function visibleJson(logged: LoggedEvent, rights: Rights): string | undefined {
  const visible = visibleEvent(logged.event, logged.audience, rights);
  return visible === logged.event ? logged.json() : visible && JSON.stringify(visible);
}
