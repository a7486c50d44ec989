import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionTurns } from './connection-turns.ts';

/** How slowly a client may read its responses. */
export interface ReadingLimits {
  /** Milliseconds in which a client must read something while bytes are buffered for it. */
  readonly stalledMs: number;
  /** Milliseconds in which it must have read all of a complete response. */
  readonly wholeMs: number;
  /** Maximum number of bytes buffered for it. */
  readonly unsentBytes: number;
}

/** Heartbeats come every 15 s: an event stream that nobody reads must count as stalled before the next one. */
export const READING_LIMITS: ReadingLimits = {
  stalledMs: 10_000,
  wholeMs: 120_000,
  unsentBytes: 32 * 1024 * 1024,
};

const CHECK_MS = 1000;
const CHECKS_PER_LIMIT = 5;

/**
 * Drops connections whose clients do not read their responses: each one occupies a place that another client could
 * have, and the memory of its response.
 */
export function dropSlowReaders(
  server: Server,
  turns: ConnectionTurns,
  limits: ReadingLimits,
): void {
  server.timeout = limits.stalledMs;
  server.on('timeout', (socket: Socket) => {
    const isWorking = turns.responseOn(socket) !== undefined;
    // The server is still working, and nothing is buffered for the client.
    if (isWorking && socket.writableLength === 0) return;
    // Node itself ends requests that do not arrive, with a response.
    if (!isWorking && !turns.hasBegun(socket)) return;
    socket.destroy();
  });

  const completeSince = new WeakMap<object, number>();
  const check = setInterval(
    () => {
      for (const [socket, response] of turns.underWay()) {
        const since = completeSince.get(response) ?? performance.now();
        if (response.writableEnded) completeSince.set(response, since);
        const isLate = performance.now() - since > limits.wholeMs;
        if (isLate || socket.writableLength > limits.unsentBytes) socket.destroy();
      }
    },
    Math.min(CHECK_MS, limits.wholeMs / CHECKS_PER_LIMIT),
  ).unref();
  server.once('close', () => clearInterval(check));
}
