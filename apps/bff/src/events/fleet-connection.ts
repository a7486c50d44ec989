import { setTimeout as delay } from 'node:timers/promises';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { Logger } from 'pino';
import { FLEET_EVENTS_PATH } from '@asterism/api-types/fleet-api/fleet-events';
import { bearer } from '../session/federation.ts';
import type { FleetMessage } from './fleet-message.ts';

/** Maximum length of a single event, in characters. */
const EVENT_LIMIT = 4 * 1024 * 1024;
/** Milliseconds without a byte, heartbeats included, after which the connection is considered dead. */
const SILENCE_MS = 60_000;

/** A single lost connection is not reported: most reconnect at once. */
const FAILURES_UNTIL_AWAY = 2;

/** Pauses between attempts to connect, in milliseconds. */
export interface BackOff {
  readonly first: number;
  readonly most: number;
}

export const BACK_OFF: BackOff = { first: 500, most: 15_000 };

export interface FleetConnectionOptions {
  readonly federationUrl: string;
  readonly token: string;
  /** Resumes after the event with this id. */
  readonly lastId: () => string | undefined;
  readonly backOff: BackOff;
  readonly log: Logger;
  readonly onMessage: (message: FleetMessage) => void;
  /** The connection was lost and the first reconnection failed. */
  readonly onAway: () => void;
  /** Connected, but not at the first attempt: events may have been missed. */
  readonly onLateConnect: () => void;
  /** The federation no longer accepts the token. */
  readonly onUnauthorized: () => void;
}

type Outcome = 'unauthorized' | 'lost';

/** One connection to the federation's events, which reconnects when it is lost. Ends when `signal` aborts. */
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
        options.log.warn(
          { status: response.status },
          'the federation did not open an event stream',
        );
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
    // Jitter: after a restart of the federation, not all clients reconnect at once.
    await delay(wait * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
  }
}

const onEachPiece = (onPiece: () => void): TransformStream<string, string> =>
  new TransformStream({
    transform: (text, controller) => {
      onPiece();
      controller.enqueue(text);
    },
  });
