import { extname } from 'node:path';
import type { Request, RequestHandler, Response } from 'express';
import { failure } from '@asterism/api-types/common/failure';
import { pathOf } from './canonical-target.ts';
import type { Coding, ConsoleFiles, Variants } from './console-files.ts';
import { refusal, refuse } from './refuse.ts';

/** Where Vite puts files whose name changes with their content. */
const HASHED = '/assets/';
const FOREVER = 'public, max-age=31536000, immutable';
const INDEX = '/index.html';

/** What is not the console's, though nothing else may be served there. */
const NO_PAGE = /^\/(api|auth|demo|events|docs|metrics|health|ready|assets)(\/|$)/i;
/** A part of a page, and not a page: whoever asks for one that is not there must not get a page in its place. */
const PART = /\.(css|ico|js|json|map|mjs|png|svg|txt|webmanifest|woff2?|xml)$/i;

/** Whether the console has a page for the path: a person opens it, or a program that takes whatever there is. */
function isPage(request: Request): boolean {
  const path = pathOf(request.originalUrl);
  if (path.startsWith(HASHED) || request.accepts('html') === false) return false;
  const isOpened = request.get('accept')?.includes('text/html') === true;
  return isOpened || !(NO_PAGE.test(path) || PART.test(path));
}

const NOT_BUILT = `<!doctype html>
<html lang="en"><title>Asterism</title>
<h1>The console is not built</h1>
<p>This server has no files of the console. Run <code>npm run build</code> and start it again.</p>
</html>
`;

function replyNotBuilt(response: Response): void {
  response.statusCode = 503;
  response.setHeader('Content-Type', 'text/html;charset=utf-8');
  response.setHeader('Cache-Control', 'no-store');
  response.end(NOT_BUILT);
}

/** Browsers name the worst coding first, so theirs is not the order that counts. */
const BEST_FIRST: readonly Coding[] = ['br', 'gzip'];

const chosenCoding = (request: Request, variants: Variants): Coding =>
  BEST_FIRST.find(
    (coding) => variants.has(coding) && request.acceptsEncodings(coding) === coding,
  ) ?? 'identity';

/** Whether the browser has these very bytes. Express's own answer to that also minds what is said of other caches. */
const isKnown = (request: Request, etag: string): boolean =>
  (request.get('if-none-match') ?? '')
    .split(',')
    .some((known) => ['*', etag].includes(known.trim().replace(/^W\//, '')));

/** Whether a part of the file is asked for that it does not have. */
const asksForNothing = (request: Request, length: number): boolean =>
  request.method === 'GET' && request.get('if-range') === undefined && request.range(length) === -1;

function replyFile(path: string, variants: Variants, request: Request, response: Response): void {
  const coding = chosenCoding(request, variants);
  const variant = variants.get(coding);
  if (variant === undefined) {
    return refuse(response, failure('notFound', 'There is nothing at this path.'));
  }
  const { body, etag } = variant;
  response.type(extname(path));
  response.setHeader('Cache-Control', path.startsWith(HASHED) ? FOREVER : 'no-cache');
  response.setHeader('ETag', etag);
  response.setHeader('Vary', 'Accept-Encoding');
  response.setHeader('Accept-Ranges', 'none');
  if (isKnown(request, etag)) {
    response.statusCode = 304;
    response.removeHeader('Content-Type');
    return void response.end();
  }
  // Nobody needs a part of a file: it is answered whole, or with an error when there is no such part.
  if (asksForNothing(request, body.length)) {
    response.removeHeader('ETag');
    response.setHeader('Content-Range', `bytes */${body.length}`);
    return refuse(response, refusal(416, 'outOfRange', 'There is no such part of the file.'));
  }
  if (coding !== 'identity') response.setHeader('Content-Encoding', coding);
  response.setHeader('Content-Length', body.length);
  return void response.end(body);
}

/**
 * The built console: files that never change are kept by browsers for ever, all else is asked for anew; every path
 * that is opened, and is neither a file nor the API's, is a page of the console.
 */
export function consolePages(files: ConsoleFiles): RequestHandler {
  const index = files.get(INDEX);
  if (index === undefined) return (_request, response) => replyNotBuilt(response);

  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      return refuse(response, refusal(405, 'unimplemented', 'This method is not allowed here.'));
    }
    const path = pathOf(request.originalUrl);
    const file = files.get(path);
    if (file !== undefined) return replyFile(path, file, request, response);
    if (isPage(request)) return replyFile(INDEX, index, request, response);
    return refuse(response, failure('notFound', 'There is nothing at this path.'));
  };
}
