import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionTurns } from './connection-turns.ts';

/** How slowly a client may take what it has asked for. */
export interface ReadingLimits {
  /** Milliseconds in which a client must take something while anything waits for it. */
  readonly stalledMs: number;
  /** Milliseconds in which it must have taken all of an answer that is complete. */
  readonly wholeMs: number;
  /** Bytes that may wait for it. */
  readonly unsentBytes: number;
}

/** An event stream sends a sign of life every 15 s: one that nobody reads must have stalled before that. */
export const READING_LIMITS: ReadingLimits = {
  stalledMs: 10_000,
  wholeMs: 120_000,
  unsentBytes: 32 * 1024 * 1024,
};

const CHECK_MS = 1000;
const CHECKS_PER_LIMIT = 5;

/**
 * Drops connections whose clients do not take what they have asked for: each of them keeps a place that another
 * client could have, and the memory of its answer.
 */
export function dropSlowReaders(
  server: Server,
  turns: ConnectionTurns,
  limits: ReadingLimits,
): void {
  server.timeout = limits.stalledMs;
  server.on('timeout', (socket: Socket) => {
    const isWorking = turns.responseOn(socket) !== undefined;
    // The server is at work, and nothing waits for the client.
    if (isWorking && socket.writableLength === 0) return;
    // Of requests that do not arrive Node takes care itself, with an answer.
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
