import type { ServerResponse } from 'node:http';
import {
  HEARTBEAT_EVENT,
  HEARTBEAT_MS,
  type FleetHeartbeat,
} from '@asterism/api-types/fleet-api/fleet-events';
import type { LoggedEvent } from '../events/event-log.ts';

/** A client that is so many bytes behind is disconnected: it comes back and gets what it missed. */
const BEHIND_MAX = 1024 * 1024;
/** A client that missed more bytes than this has to read again: it would be behind at once. */
const MISSED_MAX = BEHIND_MAX / 2;

export const RESYNC = JSON.stringify({ type: 'resync' });

/** Whether somebody who comes back has missed so much that it is less to read everything again. */
export function isTooMuch(missed: readonly LoggedEvent[]): boolean {
  let bytes = 0;
  return missed.some((logged) => {
    bytes += Buffer.byteLength(logged.json());
    return bytes > MISSED_MAX;
  });
}

/** False for a client that does not keep up; it is disconnected. */
export function keepsUp(response: ServerResponse): boolean {
  if (response.writableLength <= BEHIND_MAX) return true;
  response.destroy();
  return false;
}

export interface EventStreamsOptions {
  /** What the heartbeat says of the monitor: the clusters that it should have heard of and has not. */
  readonly overdue: () => readonly string[];
  /** Milliseconds between two heartbeats. */
  readonly heartbeatMs?: number | undefined;
}

/** The open streams of a route. */
export interface EventStreams {
  /** The stream gets heartbeats from now on, the first one at once. */
  add(response: ServerResponse): void;
  /** Sends the same bytes to every stream. */
  send(bytes: string | Uint8Array): void;
  close(): void;
}

export function createEventStreams(options: EventStreamsOptions): EventStreams {
  const { overdue, heartbeatMs = HEARTBEAT_MS } = options;
  const open = new Set<ServerResponse>();

  function makeHeartbeat(): string {
    const heartbeat: FleetHeartbeat = {
      type: 'heartbeat',
      at: new Date().toISOString(),
      everyMs: heartbeatMs,
      overdue: [...overdue()],
    };
    // Without an id: a client would come back with one that the log never had.
    return `event: ${HEARTBEAT_EVENT}\ndata: ${JSON.stringify(heartbeat)}\n\n`;
  }
  function write(response: ServerResponse, bytes: string | Uint8Array): void {
    if (keepsUp(response) && !response.writableEnded) response.write(bytes);
  }
  function send(bytes: string | Uint8Array): void {
    for (const response of open) write(response, bytes);
  }

  // Made once for all streams, in the event loop that does everything else: when that stands still, so does this.
  const heart = setInterval(() => {
    if (open.size > 0) send(makeHeartbeat());
  }, heartbeatMs).unref();

  return {
    add(response) {
      write(response, makeHeartbeat());
      open.add(response);
      response.once('close', () => open.delete(response));
    },
    send,
    close() {
      clearInterval(heart);
      for (const response of open) response.end();
    },
  };
}
