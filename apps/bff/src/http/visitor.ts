import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';

/** Whether the forwarded headers of a proxy at this address are trusted. */
export type Trust = (address: string, hops: number) => boolean;

/** The same rule as Express applies, for what does not pass through Express. */
export const createTrust = (proxies: readonly string[]): Trust => proxyAddr.compile([...proxies]);

/** From where a request comes, and for which host. */
export interface Visitor {
  readonly address: string;
  /** The host that a trusted proxy was asked for, else the one that this server was asked for. */
  readonly host: string;
}

export function visitorOf(request: IncomingMessage, trust: Trust): Visitor {
  const { headers, socket } = request;
  const { remoteAddress = '' } = socket;
  const host = headers.host ?? '';
  if (!trust(remoteAddress, 0)) return { address: remoteAddress, host };
  const [forwarded = ''] = String(headers['x-forwarded-host'] ?? '').split(',', 1);
  return {
    address: proxyAddr(request, trust),
    host: forwarded === '' ? host : forwarded.trimEnd(),
  };
}
