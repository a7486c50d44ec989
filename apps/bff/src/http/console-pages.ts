import { extname } from 'node:path';
import type { Request, RequestHandler, Response } from 'express';
import { failure } from '@asterism/api-types/common/failure';
import { pathOf } from './canonical-target.ts';
import type { Coding, ConsoleFiles, Variants } from './console-files.ts';
import { refusal, refuse } from './refuse.ts';

/** Where Vite puts files whose names contain a hash of their content. */
const HASHED = '/assets/';
const FOREVER = 'public, max-age=31536000, immutable';
const INDEX = '/index.html';

/** Paths that never belong to the console, even when nothing else is served there. */
const NO_PAGE = /^\/(api|auth|demo|events|docs|metrics|health|ready|assets)(\/|$)/i;
/** A missing file of a page must be a 404: a page in its place would be wrong content. */
const PART = /\.(css|ico|js|json|map|mjs|png|svg|txt|webmanifest|woff2?|xml)$/i;

/** Whether to serve a page at the path: to a person who opens it, or to a program that accepts anything. */
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

/** Browsers list the worst encoding first, so our order decides. */
const BEST_FIRST: readonly Coding[] = ['br', 'gzip'];

const chosenCoding = (request: Request, variants: Variants): Coding =>
  BEST_FIRST.find(
    (coding) => variants.has(coding) && request.acceptsEncodings(coding) === coding,
  ) ?? 'identity';

/** Whether the browser has this exact version. Express's own check also considers `Cache-Control` of the request. */
const isKnown = (request: Request, etag: string): boolean =>
  (request.get('if-none-match') ?? '')
    .split(',')
    .some((known) => ['*', etag].includes(known.trim().replace(/^W\//, '')));

/** Whether the request is for a range that the file does not have. */
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
  // Ranges are not supported: a file is sent whole, or refused when the range does not exist.
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
 * Serves the built console: browsers cache hashed files forever and revalidate everything else. Every path that a
 * person opens, and that is neither a file nor part of the API, is a page of the console.
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
