import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { ipKeyGenerator } from 'express-rate-limit';
import { LRUCache } from 'lru-cache';
import { createNetworkSet } from './network-set.ts';

/** Maximum numbers of open connections. */
export interface ConnectionLimits {
  readonly total: number;
  /** From one address (IPv6: from one network of 56 bits). */
  readonly perAddress: number;
}

/** Sized for the 10,000 event streams that one server supports, with other requests beside them. */
export const CONNECTION_LIMITS: ConnectionLimits = { total: 12_000, perAddress: 256 };

/** Why a connection was dropped. */
export type DropReason = keyof ConnectionLimits | 'pipelining';

export interface LimitConnectionsOptions {
  readonly limits: ConnectionLimits;
  /** Addresses and networks of proxies: their connections may belong to any client. */
  readonly trustedProxies: readonly string[];
  readonly onDropped: (reason: DropReason) => void;
  /** Milliseconds of a clock that nobody sets. */
  readonly now?: () => number;
}

/** How long an address is blocked the first time, and at most, in milliseconds; it doubles each time. */
const SHUT_OUT_MS = 2000;
const SHUT_OUT_MAX_MS = 60_000;
/** Maximum number of blocked addresses; beyond it, those blocked longest ago are unblocked. */
const SHUT_OUT_ADDRESSES = 10_000;

/** A proxy or a BFF on this machine, whose connections may belong to any client without being configured as such. */
const THIS_MACHINE = ['127.0.0.1', '::1'];

export interface ConnectionGate {
  /** Blocks the address of this connection for a while, unless many clients may share it. */
  shutOut(socket: Socket): void;
}

/** Makes the server drop connections beyond the limits, unread, so that one address cannot exhaust them for all. */
export function limitConnections(server: Server, options: LimitConnectionsOptions): ConnectionGate {
  const { limits, onDropped, now = () => performance.now() } = options;
  const proxies = createNetworkSet(options.trustedProxies);
  const neverShutOut = createNetworkSet([...options.trustedProxies, ...THIS_MACHINE]);
  const open = new Map<string, number>();
  const shutOut = new LRUCache<string, { readonly ms: number; readonly until: number }>({
    max: SHUT_OUT_ADDRESSES,
    ttl: 2 * SHUT_OUT_MAX_MS,
  });

  server.maxConnections = limits.total;
  server.on('drop', () => onDropped('total'));
  server.on('connection', (socket: Socket) => {
    const { remoteAddress } = socket;
    // It has disconnected already.
    if (remoteAddress === undefined) return;
    if (proxies.has(remoteAddress)) return;
    const key = ipKeyGenerator(remoteAddress);
    if (now() < (shutOut.get(key)?.until ?? 0)) {
      onDropped('pipelining');
      socket.destroy();
      return;
    }
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

  return {
    shutOut({ remoteAddress }) {
      if (remoteAddress === undefined || neverShutOut.has(remoteAddress)) return;
      const key = ipKeyGenerator(remoteAddress);
      const before = shutOut.get(key);
      // What its other connections had already sent counts as the same offence.
      if (before !== undefined && now() < before.until) return;
      const ms = Math.min(2 * (before?.ms ?? SHUT_OUT_MS / 2), SHUT_OUT_MAX_MS);
      shutOut.set(key, { ms, until: now() + ms });
    },
  };
}
