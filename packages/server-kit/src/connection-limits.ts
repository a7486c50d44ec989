import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { ipKeyGenerator } from 'express-rate-limit';
import { createNetworkSet } from './network-set.ts';

/** How many connections may be open at once. */
export interface ConnectionLimits {
  readonly total: number;
  /** From one address (IPv6: from one network of 56 bits). */
  readonly perAddress: number;
}

/** Room for the 10,000 event streams that one server is made for, and for requests beside them. */
export const CONNECTION_LIMITS: ConnectionLimits = { total: 12_000, perAddress: 256 };

export interface LimitConnectionsOptions {
  readonly limits: ConnectionLimits;
  /** Addresses and networks of proxies: a connection of theirs may be anybody's. */
  readonly trustedProxies: readonly string[];
  readonly onDropped: (limit: keyof ConnectionLimits) => void;
}

/** Has the server drop, unread, connections beyond the limits: one address cannot take what all live on. */
export function limitConnections(server: Server, options: LimitConnectionsOptions): void {
  const { limits, onDropped } = options;
  const proxies = createNetworkSet(options.trustedProxies);
  const open = new Map<string, number>();

  server.maxConnections = limits.total;
  server.on('drop', () => onDropped('total'));
  server.on('connection', (socket: Socket) => {
    const { remoteAddress } = socket;
    // It has gone already.
    if (remoteAddress === undefined) return;
    if (proxies.has(remoteAddress)) return;
    const key = ipKeyGenerator(remoteAddress);
    const count = open.get(key) ?? 0;
    if (count >= limits.perAddress) {
      onDropped('perAddress');
      socket.destroy();
      return;
    }
    open.set(key, count + 1);
    socket.once('close', () => {
      const left = (open.get(key) ?? 1) - 1;
      if (left === 0) open.delete(key);
      else open.set(key, left);
    });
  });
}
