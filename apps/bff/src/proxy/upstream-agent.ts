import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Socket } from 'node:net';

/**
 * Idle connections are closed well before the federation closes them, by the timeout that it announces: a request sent
 * during the close would fail, even while this process is too busy to notice the time.
 */
const KEEP_ALIVE = {
  keepAlive: true,
  timeout: 45_000,
  agentKeepAliveTimeoutBuffer: 15_000,
} as const;

const READ_AT_ONCE = 64 * 1024;

/**
 * What all connections are read into. Each piece is parsed before the next one is read, and the parser copies what it
 * passes on, so nothing refers to this memory afterwards. Otherwise every piece would have memory of its own, which stays
 * until the garbage collector's next run.
 */
const piece = Buffer.allocUnsafeSlow(READ_AT_ONCE);

/** Node calls it as a method of the connection, which goes on reading. */
function onPiece(this: Socket, length: number): true {
  this.emit('data', piece.subarray(0, length));
  return true;
}

/** Keeps connections to the federation, at this URL, open for the next requests. */
export function createUpstreamAgent({ protocol }: URL): HttpAgent {
  const options = { ...KEEP_ALIVE, onread: { buffer: piece, callback: onPiece } };
  return protocol === 'https:' ? new HttpsAgent(options) : new HttpAgent(options);
}
