import { eventsBetween } from '@asterism/api-types/fleet-api/event-id';
import { noteAnswersBy } from '#/api/answered-events.ts';

/** Up to which event of the fleet this tab has everything: what was read, and what came by the stream of events. */
export interface EventPlace {
  /** Undefined when it is not known: then everything must be read again. */
  readonly get: () => string | undefined;
  /**
   * From now on all events after this one come. False when some may be missing since the oldest of the answers: then
   * everything must be read again.
   */
  readonly start: (after: string | undefined) => boolean;
  /**
   * An answer knows of all events up to this one. False when it is older than where the events started: what came between
   * the two is missing, and the answer must be asked for again.
   */
  readonly noteAnswer: (newestEvent: string | undefined) => boolean;
  readonly noteEvent: (id: string) => void;
  /** Everything is read again. */
  readonly reset: () => void;
}

const isBefore = (id: string, other: string): boolean => (eventsBetween(id, other) ?? 0) > 0;

export function createEventPlace(): EventPlace {
  /** That of the oldest answer. */
  let answered: string | undefined;
  /** An answer does not say what it knows of, or they come from several processes. */
  let isUnclear = false;
  let newest: string | undefined;
  let startedAfter: string | undefined;

  const get = (): string | undefined => newest ?? (isUnclear ? undefined : answered);
  return {
    get,
    start: (after) => {
      startedAfter = after;
      if (after === undefined || isUnclear) return false;
      const ahead = answered === undefined ? 0 : eventsBetween(after, answered);
      return ahead !== undefined && ahead >= 0;
    },
    noteAnswer: (newestEvent) => {
      if (newestEvent === undefined) isUnclear = true;
      else if (startedAfter !== undefined && isBefore(newestEvent, startedAfter)) return false;
      else if (answered === undefined || isBefore(newestEvent, answered)) answered = newestEvent;
      else isUnclear ||= eventsBetween(answered, newestEvent) === undefined;
      return true;
    },
    noteEvent: (id) => {
      newest = id;
    },
    reset: () => {
      answered = undefined;
      isUnclear = false;
      newest = undefined;
      startedAfter = undefined;
    },
  };
}

/** The place of this tab. */
export const eventPlace = createEventPlace();
noteAnswersBy(eventPlace.noteAnswer);
