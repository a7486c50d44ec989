import { setTimeout as delay } from 'node:timers/promises';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { Logger } from 'pino';
import type { EventSourceMessage } from 'eventsource-parser';
import {
  fleetHeartbeat,
  HEARTBEAT_EVENT,
  HEARTBEAT_MS,
} from '@asterism/api-types/fleet-api/fleet-events';

/** Maximum length of a single event, in characters. */
const EVENT_LIMIT = 4 * 1024 * 1024;
/** So many heartbeats may be missing, and a moment more for one that is late; then the federation does not respond. */
const BEATS_UNTIL_SILENT = 2.2;

/** A single lost connection is not reported: most reconnect at once. */
const FAILURES_UNTIL_AWAY = 2;

/** Pauses between attempts to connect, in milliseconds. */
export interface BackOff {
  readonly first: number;
  readonly most: number;
}

export const BACK_OFF: BackOff = { first: 500, most: 15_000 };

export interface FleetConnectionOptions {
  readonly url: string;
  /** Prove who asks. Made anew for each attempt. */
  readonly headers: () => Record<string, string>;
  /** Resumes after the event with this id. */
  readonly lastId: () => string | undefined;
  readonly backOff: BackOff;
  readonly log: Logger;
  readonly onMessage: (message: EventSourceMessage) => void;
  /** Every connection, before its first message. */
  readonly onOpen: () => void;
  /** The federation's own heartbeat has come. */
  readonly onHeartbeat: (message: EventSourceMessage) => void;
  /** The connection was lost and the first reconnection failed, or heartbeats are missing. */
  readonly onAway: () => void;
  /** Connected, but not at the first attempt: events may have been missed. */
  readonly onLateConnect: () => void;
  /** The statuses with which the federation says that it does not accept who asks. */
  readonly refusals: readonly number[];
  /** The federation does not accept who asks. There are no more attempts. */
  readonly onRefused: () => void;
}

type Outcome = 'refused' | 'lost';

/** Milliseconds until the next heartbeat, as this one says. */
function paceOf(data: string): number {
  try {
    const heartbeat = fleetHeartbeat.safeParse(JSON.parse(data));
    return heartbeat.success ? heartbeat.data.everyMs : HEARTBEAT_MS;
  } catch {
    return HEARTBEAT_MS;
  }
}

/** One connection to the federation's events, which reconnects when it is lost. Ends when `signal` aborts. */
export async function followFleetEvents(
  options: FleetConnectionOptions,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;

  async function follow(): Promise<Outcome> {
    const silence = new AbortController();
    const onSilence = (): void => {
      // Its host still accepts connections, or keeps the old one open: that does not mean that it lives.
      failures = Math.max(failures, FAILURES_UNTIL_AWAY);
      options.onAway();
      silence.abort();
    };
    const watchFor = (everyMs: number) => setTimeout(onSilence, everyMs * BEATS_UNTIL_SILENT);
    let watch = watchFor(HEARTBEAT_MS);
    try {
      const lastId = options.lastId();
      const response = await fetch(options.url, {
        headers: {
          accept: 'text/event-stream',
          ...options.headers(),
          ...(lastId === undefined ? {} : { 'last-event-id': lastId }),
        },
        redirect: 'error',
        signal: AbortSignal.any([signal, silence.signal]),
      });
      if (options.refusals.includes(response.status)) return 'refused';
      if (response.status !== 200 || response.body === null) {
        options.log.warn(
          { status: response.status },
          'the federation did not open an event stream',
        );
        return 'lost';
      }
      if (failures > 0) options.onLateConnect();
      failures = 0;
      options.onOpen();
      const messages = response.body
        .pipeThrough(new TextDecoderStream())
        .pipeThrough(new EventSourceParserStream({ maxBufferSize: EVENT_LIMIT }));
      for await (const message of messages) {
        if (message.event !== HEARTBEAT_EVENT) options.onMessage(message);
        else {
          clearTimeout(watch);
          watch = watchFor(paceOf(message.data));
          options.onHeartbeat(message);
        }
      }
      return 'lost';
    } catch (error) {
      if (!signal.aborted) options.log.info({ err: error }, 'the event stream was lost');
      return 'lost';
    } finally {
      clearTimeout(watch);
    }
  }

  while (!signal.aborted) {
    if ((await follow()) === 'refused') return options.onRefused();
    const wait = Math.min(options.backOff.first * 2 ** failures, options.backOff.most);
    failures += 1;
    if (failures === FAILURES_UNTIL_AWAY) options.onAway();
    // Jitter: after a restart of the federation, not all clients reconnect at once.
    await delay(wait * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
  }
}
