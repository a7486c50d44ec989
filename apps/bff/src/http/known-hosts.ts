import { isIP } from 'node:net';
import type { RequestHandler } from 'express';
import { refuseWithNotice } from './notice-page.ts';
import { refusal } from './refuse.ts';

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

/** Of a name that came, in an answer; whoever sends it chooses how long it is. */
const SHOWN_MAX = 100;
const LIST = new Intl.ListFormat('en');

function strangerWords(given: string, publicUrls: readonly string[]) {
  const name = nameIn(given);
  const came = given.slice(0, SHOWN_MAX);
  const known = LIST.format(['localhost', 'plain addresses', ...publicUrls]);
  return {
    message: `This server does not go by the name ${JSON.stringify(came)}. It answers to ${known}; ASTERISM_PUBLIC_URL tells it of other names.`,
    notice: {
      title: 'This server doesn’t know that name',
      paragraphs: [
        `The browser asked for ${came === '' ? 'no host' : came}. This server answers to ${known}.`,
        `For your administrator: set ASTERISM_PUBLIC_URL to the address at which people open the console, such as ASTERISM_PUBLIC_URL=https://${name?.slice(0, SHOWN_MAX) ?? 'asterism.example'}, and restart the server. A proxy in front must pass on the Host header unchanged.`,
      ],
    },
  };
}

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
    const names = [request.headers.host ?? '', request.host ?? ''];
    const stranger = names.find((given) => !isKnown(given));
    if (stranger === undefined) return next();
    const { message, notice } = strangerWords(stranger, publicUrls);
    const failed = refusal(421, 'permissionDenied', message);
    return refuseWithNotice(request, response, failed, notice);
  };
}
