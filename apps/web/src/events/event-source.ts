import { EVENTS_PATH } from '@asterism/api-types/bff-api/bff-api';

const RETRY_MIN_MS = 1000;
const RETRY_MAX_MS = 30_000;

/** What the stream reports to its owner. */
export interface StreamListener {
  readonly onData: (data: string) => void;
  readonly onOpen: () => void;
  /** The federation behind it is out of reach, or is back. */
  readonly onFederation: (isThere: boolean) => void;
  /** It broke off; it is being opened again. */
  readonly onBroken: () => void;
}

/** An open event stream. */
export interface EventStream {
  /** Ends the wait before the next attempt, if there is one. */
  readonly reconnectNow: () => void;
  readonly close: () => void;
}

/**
 * Opens the event stream and keeps it open until closed. The browser itself comes back after a broken connection; when
 * the server refuses (an error status), it gives up for good, and this opens anew with growing waits.
 */
export function openEventStream(listener: StreamListener): EventStream {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = RETRY_MIN_MS;
  let closed = false;

  function open(): void {
    timer = undefined;
    if (closed) return;
    const opened = new EventSource(EVENTS_PATH);
    source = opened;
    opened.addEventListener('open', () => {
      wait = RETRY_MIN_MS;
      listener.onOpen();
    });
    opened.addEventListener('message', ({ data }) => listener.onData(String(data)));
    opened.addEventListener('session-expired', () =>
      listener.onData(JSON.stringify({ type: 'session-expired' })),
    );
    opened.addEventListener('federation-lost', () => listener.onFederation(false));
    opened.addEventListener('federation-back', () => listener.onFederation(true));
    opened.addEventListener('error', () => {
      listener.onBroken();
      if (opened.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 2, RETRY_MAX_MS);
    });
  }

  open();
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
      source?.close();
    },
  };
}
