import { eventsBetween } from '@asterism/api-types/fleet-api/event-id';
import type { FleetMessage } from './fleet-message.ts';

/** As many as the federation keeps. */
const MESSAGES_KEPT = 1_000;
const CHARACTERS_KEPT = 1024 * 1024;

/** A place between two messages. */
export interface Place {
  /** The id of the last message before it. */
  readonly id: string | undefined;
  /** How many messages came before it; undefined when the id is not known any more. */
  readonly count: number | undefined;
}

/** The newest messages of a stream, for a browser that reconnects or joins. */
export interface RecentMessages {
  add(message: FleetMessage): void;
  /** After the newest message. */
  end(): Place;
  placeOf(id: string): Place;
  /** The messages after the place; undefined when some of them are no longer known. */
  after(place: Place): readonly FleetMessage[] | undefined;
  /** Messages may be missing here: whoever was not told has missed them. */
  cut(): void;
}

/** `start` is the id after which the stream starts. */
export function createRecentMessages(start: string | undefined): RecentMessages {
  let messages: FleetMessage[] = [];
  let characters = 0;
  let newest = start;
  /** How many were forgotten, and the id of the last one. */
  let forgotten = 0;
  let before = start;

  return {
    add: (message) => {
      if (message.id === undefined) return;
      messages.push(message);
      newest = message.id;
      characters += message.characters;
      while (messages.length > MESSAGES_KEPT || characters > CHARACTERS_KEPT) {
        const [oldest, ...rest] = messages;
        if (oldest === undefined) return;
        before = oldest.id;
        forgotten += 1;
        characters -= oldest.characters;
        messages = rest;
      }
    },
    end: () => ({ id: newest, count: forgotten + messages.length }),
    placeOf: (id) => {
      if (id === before) return { id, count: forgotten };
      const at = messages.findLastIndex((message) => message.id === id);
      const ahead = newest === undefined ? undefined : eventsBetween(newest, id);
      // An answer may arrive before the events that it knows of.
      if (ahead !== undefined && ahead > 0) return { id, count: forgotten + messages.length };
      return { id, count: at === -1 ? undefined : forgotten + at + 1 };
    },
    after: ({ count }) =>
      count === undefined || count < forgotten ? undefined : messages.slice(count - forgotten),
    cut: () => {
      forgotten += messages.length;
      messages = [];
      characters = 0;
      before = undefined;
    },
  };
}
