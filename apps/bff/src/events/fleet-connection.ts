import { setTimeout as delay } from 'node:timers/promises';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { Logger } from 'pino';
import { FLEET_EVENTS_PATH } from '@asterism/api-types/fleet-api/fleet-events';
import { bearer } from '../session/federation.ts';
import type { FleetMessage } from './fleet-message.ts';

/** The largest single event, in characters. */
const EVENT_LIMIT = 4 * 1024 * 1024;
/** Milliseconds without a byte, heartbeats included, after which the connection counts as dead. */
const SILENCE_MS = 60_000;

/** A single lost connection is not shown: most are made again at once. */
const FAILURES_UNTIL_AWAY = 2;

/** Waiting times between attempts to connect, in milliseconds. */
export interface BackOff {
  readonly first: number;
  readonly most: number;
}

export const BACK_OFF: BackOff = { first: 500, most: 15_000 };

export interface FleetConnectionOptions {
  readonly federationUrl: string;
  readonly token: string;
  /** Goes on after the event with this id. */
  readonly lastId: () => string | undefined;
  readonly backOff: BackOff;
  readonly log: Logger;
  readonly onMessage: (message: FleetMessage) => void;
  /** It was lost, and could not be made again at once. */
  readonly onAway: () => void;
  /** The connection stands, but not at the first attempt: something may have been missed. */
  readonly onLateConnect: () => void;
  /** The federation does not take the token any more. */
  readonly onUnauthorized: () => void;
}

type Outcome = 'unauthorized' | 'lost';

/** One connection to the federation's events; lost, it is made again. Ends when `signal` says so. */
export async function followFleetEvents(
  options: FleetConnectionOptions,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;

  async function follow(): Promise<Outcome> {
    const silence = new AbortController();
    const watch = setTimeout(() => silence.abort(), SILENCE_MS);
    try {
      const lastId = options.lastId();
      const response = await fetch(options.federationUrl + FLEET_EVENTS_PATH, {
        headers: {
          accept: 'text/event-stream',
          ...bearer(options.token),
          ...(lastId === undefined ? {} : { 'last-event-id': lastId }),
        },
        redirect: 'error',
        signal: AbortSignal.any([signal, silence.signal]),
      });
      if (response.status === 401) return 'unauthorized';
      if (response.status !== 200 || response.body === null) {
        options.log.warn({ status: response.status }, 'the federation gave no event stream');
        return 'lost';
      }
      if (failures > 0) options.onLateConnect();
      failures = 0;
      const messages = response.body
        .pipeThrough(new TextDecoderStream())
        .pipeThrough(onEachPiece(() => watch.refresh()))
        .pipeThrough(new EventSourceParserStream({ maxBufferSize: EVENT_LIMIT }));
      for await (const message of messages) options.onMessage(message);
      return 'lost';
    } catch (error) {
      if (!signal.aborted) options.log.info({ err: error }, 'the event stream was lost');
      return 'lost';
    } finally {
      clearTimeout(watch);
    }
  }

  while (!signal.aborted) {
    if ((await follow()) === 'unauthorized') return options.onUnauthorized();
    const wait = Math.min(options.backOff.first * 2 ** failures, options.backOff.most);
    failures += 1;
    if (failures === FAILURES_UNTIL_AWAY) options.onAway();
    // Some of it by chance: after a restart of the federation not all come at once.
    await delay(wait * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
  }
}

/** Passes text on, and calls `onPiece` for every piece of it. */
const onEachPiece = (onPiece: () => void): TransformStream<string, string> =>
  new TransformStream({
    transform: (text, controller) => {
      onPiece();
      controller.enqueue(text);
    },
  });
