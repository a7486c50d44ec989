import { isIP } from 'node:net';
import type { RequestHandler } from 'express';
import { refusal, refuse } from './refuse.ts';

export interface KnownHostsOptions {
  /** The host that the server listens on. */
  readonly host: string;
  /** `https://host`: under which people open the console. */
  readonly publicUrls: readonly string[];
}

/** A name or an address, and perhaps a port. */
const HOST_FORM = /^([a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;

const nameIn = (host = ''): string | undefined => HOST_FORM.exec(host.toLowerCase())?.[1];

const isAddress = (name: string): boolean => isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0;

/**
 * Refuses requests for a host that this is not. A page of another site can have its own name lead to this server, and
 * then it is of the same origin in the browser's eyes; what it cannot do is send another name than its own. A plain
 * address is nobody's name.
 */
export function knownHosts({ host, publicUrls }: KnownHostsOptions): RequestHandler {
  const publicNames = publicUrls.map((url) => new URL(url).hostname);
  const names = new Set(['localhost', host.toLowerCase(), ...publicNames]);
  const isKnown = (given: string | undefined): boolean => {
    const name = nameIn(given);
    return name !== undefined && (isAddress(name) || names.has(name));
  };
  return (request, response, next) => {
    // What a trusted proxy says that the host was counts beside what it itself asked for.
    if (isKnown(request.headers.host) && isKnown(request.host)) return next();
    const message =
      'This server does not go by that name; PUBLIC_URL tells it under which it does.';
    return refuse(response, refusal(421, 'permissionDenied', message));
  };
}
