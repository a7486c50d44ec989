import { EVENTS_PATH } from '@asterism/api-types/bff-api/bff-api';
import { HEARTBEAT_EVENT, HEARTBEAT_MS } from '@asterism/api-types/fleet-api/fleet-events';

const RETRY_MIN_MS = 1000;
const RETRY_MAX_MS = 30_000;
/**
 * After so many heartbeats' time without one, nothing comes any more. The console's server says a little earlier that it
 * is the federation that is missing, so that this means the way to the server.
 */
export const SILENT_AFTER_MS = 2.5 * HEARTBEAT_MS;

/** What the stream reports to its owner. */
export interface StreamListener {
  /** With the event's id, if it has one. */
  readonly onData: (data: string, id?: string) => void;
  /** Whether it goes on after what has come; if not, anything may have been missed. */
  readonly onOpen: (goesOn: boolean) => void;
  /** The federation's own heartbeat. */
  readonly onHeartbeat: (data: string) => void;
  /** The federation behind it is out of reach, or is back. */
  readonly onFederation: (isThere: boolean) => void;
  /** It broke off; it is being opened again. */
  readonly onBroken: () => void;
  /** Nothing has come for too long, though it may seem open; it is being opened again. */
  readonly onSilent: () => void;
}

/** An open event stream. */
export interface EventStream {
  /** Ends the wait before the next attempt, if there is one. */
  readonly reconnectNow: () => void;
  readonly close: () => void;
}

/**
 * Opens the event stream and keeps it open until closed. The browser itself comes back after a broken connection; when
 * the server refuses (an error status), it gives up for good, and this opens anew with growing waits. A stream that has
 * gone silent is opened anew as well, each time after the event that is the last then.
 */
export function openEventStream(
  listener: StreamListener,
  lastId: () => string | undefined,
): EventStream {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let wait = RETRY_MIN_MS;
  let closed = false;

  function openLater(): void {
    timer = setTimeout(open, wait);
    wait = Math.min(wait * 2, RETRY_MAX_MS);
  }

  /** Begins to wait for the next sign of life. */
  function watch(): void {
    clearTimeout(silence);
    silence = setTimeout(() => {
      listener.onSilent();
      watch();
      if (timer !== undefined) return;
      source?.close();
      openLater();
    }, SILENT_AFTER_MS);
  }

  function open(): void {
    timer = undefined;
    if (closed) return;
    const after = lastId();
    const opened = new EventSource(
      after === undefined ? EVENTS_PATH : `${EVENTS_PATH}?${new URLSearchParams({ after })}`,
    );
    source = opened;
    let goesOn = after !== undefined;
    opened.addEventListener('open', () => {
      wait = RETRY_MIN_MS;
      listener.onOpen(goesOn);
    });
    opened.addEventListener('message', ({ data, lastEventId }) => {
      // From here on the browser itself says where it was when it comes back.
      goesOn ||= lastEventId !== '';
      listener.onData(String(data), lastEventId === '' ? undefined : lastEventId);
    });
    opened.addEventListener('session-expired', () =>
      listener.onData(JSON.stringify({ type: 'session-expired' })),
    );
    opened.addEventListener(HEARTBEAT_EVENT, ({ data }: MessageEvent) => {
      watch();
      listener.onHeartbeat(String(data));
    });
    for (const [event, isThere] of [
      ['federation-lost', false],
      ['federation-back', true],
    ] as const) {
      opened.addEventListener(event, () => {
        watch();
        listener.onFederation(isThere);
      });
    }
    opened.addEventListener('error', () => {
      listener.onBroken();
      if (opened.readyState !== EventSource.CLOSED) return;
      openLater();
    });
  }

  open();
  watch();
  return {
    reconnectNow: () => {
      if (timer === undefined) return;
      clearTimeout(timer);
      wait = RETRY_MIN_MS;
      open();
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
      clearTimeout(silence);
      source?.close();
    },
  };
}
