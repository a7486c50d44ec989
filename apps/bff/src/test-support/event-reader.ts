import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { EventSourceMessage } from 'eventsource-parser';
import type { Browser } from './browser.ts';
import { SESSION_COOKIE } from '../http/session-cookie.ts';

/** An open event stream, parsed as a browser parses it. */
export interface EventReader {
  readonly response: Response;
  /** The next event; undefined when the stream has ended. */
  next(): Promise<EventSourceMessage | undefined>;
  close(): void;
}

/** Opens `/events` with the browser's cookie; with `after`, as a page does that has just read everything. */
export async function openEvents(
  target: { readonly url: string },
  browser: Browser,
  lastEventId?: string,
  after?: string,
): Promise<EventReader> {
  const leaving = new AbortController();
  const response = await fetch(
    `${target.url}/events${after === undefined ? '' : `?after=${after}`}`,
    {
      headers: {
        accept: 'text/event-stream',
        cookie: `${SESSION_COOKIE}=${browser.cookie()}`,
        ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
      },
      signal: leaving.signal,
    },
  );
  const reader = response.body
    ?.pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  return {
    response,
    next: async () => (await reader?.read())?.value,
    close: () => leaving.abort(),
  };
}
