import { serverNow } from './server-clock.ts';
import { createStore } from './store.ts';

/** A request of this page, as it may be shown: without its body and its headers, which may hold secrets. */
export interface SessionCall {
  readonly id: number;
  /** When it was sent, by the server's clock. */
  readonly sentAt: number;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** 0 when there was no answer. */
  readonly status: number;
  readonly milliseconds: number;
  readonly requestId: string;
}

const KEPT = 200;
let lastId = 0;

/** The last requests of this page, the newest first. */
export const sessionCalls = createStore<readonly SessionCall[]>([]);

/** Passes an answer on, and keeps that it was asked for. */
export async function noteCall(
  url: string,
  { method = 'GET' }: RequestInit,
  answer: Promise<Response>,
): Promise<Response> {
  const sentAt = serverNow();
  const start = performance.now();
  lastId += 1;
  const id = lastId;
  const note = (response?: Response): void =>
    sessionCalls.set([
      {
        id,
        sentAt,
        method,
        url,
        status: response?.status ?? 0,
        milliseconds: performance.now() - start,
        requestId: response?.headers.get('x-request-id') ?? '',
      },
      ...sessionCalls.get().slice(0, KEPT - 1),
    ]);
  answer.then(note, () => note());
  return answer;
}
