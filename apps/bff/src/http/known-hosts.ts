import { isIP } from 'node:net';
import type { Request, RequestHandler, Response } from 'express';
import { safeMessage } from '@asterism/api-server/safe-message';
import type { Failure } from '@asterism/api-types/common/failure';
import { html, type Html } from '@asterism/server-kit/html';
import { refusal, refuse } from './refuse.ts';

export interface KnownHostsOptions {
  readonly host: string;
  /** The `https://host` at which people open the console. */
  readonly publicUrls: readonly string[];
}

/** A name or an address, with an optional port. */
const HOST_FORM = /^([a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;

const nameIn = (host = ''): string | undefined => HOST_FORM.exec(host.toLowerCase())?.[1];

const isAddress = (name: string): boolean => isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0;

/** Maximum length of an untrusted name that is repeated in a response. */
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

/** What a person sees in place of the page; plain text. */
interface Notice {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

/** Without styles and scripts: the console's own files may not be reachable from here. */
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

/** Whether a person opens a page, in contrast to a program or a page that loads a file. */
const isNavigation = (request: Request): boolean =>
  (request.method === 'GET' || request.method === 'HEAD') &&
  (request.get('sec-fetch-mode') === 'navigate' ||
    request.get('accept')?.includes('text/html') === true);

/** Refuses a request: with a notice for a person, with an error body for a program. */
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

export type IsKnownHost = (host: string | undefined) => boolean;

/** A plain IP address is always accepted, because nobody can point a name of their own at it. */
export function createHostCheck({ host, publicUrls }: KnownHostsOptions): IsKnownHost {
  const publicNames = publicUrls.map((url) => new URL(url).hostname);
  const names = new Set(['localhost', host.toLowerCase(), ...publicNames]);
  return (given) => {
    const name = nameIn(given);
    return name !== undefined && (isAddress(name) || names.has(name));
  };
}

/**
 * Refuses requests for unknown hosts, against DNS rebinding: another site can point its own name at this server and so
 * share its origin in the browser, but it cannot send any other name.
 */
export const knownHosts =
  (isKnown: IsKnownHost, publicUrls: readonly string[]): RequestHandler =>
  (request, response, next) => {
    // The host that a trusted proxy forwards is checked as well as the one that it requested.
    const names = [request.headers.host ?? '', request.host ?? ''];
    const stranger = names.find((given) => !isKnown(given));
    if (stranger === undefined) return next();
    const { message, notice } = strangerWords(stranger, publicUrls);
    const failed = refusal(421, 'permissionDenied', message);
    return refuseWithNotice(request, response, failed, notice);
  };
