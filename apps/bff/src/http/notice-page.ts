import type { Request, Response } from 'express';
import { safeMessage } from '@asterism/api-server/safe-message';
import type { Failure } from '@asterism/api-types/common/failure';
import { html, type Html } from '@asterism/server-kit/html';
import { refuse } from './refuse.ts';

/** What a person reads in place of the page that they opened; plain text. */
export interface Notice {
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
export function refuseWithNotice(
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
