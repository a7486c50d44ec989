import { isIP } from 'node:net';
import type { Request, RequestHandler, Response } from 'express';
import { safeMessage } from '@asterism/api-server/safe-message';
import type { Failure } from '@asterism/api-types/common/failure';
import { html, type Html } from '@asterism/server-kit/html';
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

/** What a person reads in place of the page that they opened; plain text. */
interface Notice {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

/** Without a style and a script: it has to be read where the console's own files may not be reached. */
const pageOf = ({ title, paragraphs }: Notice): Html =>
  html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>${safeMessage(title)} · Asterism</title>
      <h1>${safeMessage(title)}</h1>
      ${paragraphs.map((text) => html`<p>${safeMessage(text)}</p> `)}
    </html> `;

/** Whether a person opens a page, and not a program or a page one of its parts. */
const isNavigation = (request: Request): boolean =>
  (request.method === 'GET' || request.method === 'HEAD') &&
  (request.get('sec-fetch-mode') === 'navigate' ||
    request.get('accept')?.includes('text/html') === true);

/** Refuses a request: a person with the notice, a program with the error body. */
function refuseWithNotice(
  request: Request,
  response: Response,
  failed: Failure,
  notice: Notice,
): void {
  if (!isNavigation(request)) return refuse(response, failed);
  response.statusCode = failed.status;
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.setHeader('Cache-Control', 'no-store');
  response.end(pageOf(notice).markup);
  return undefined;
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
