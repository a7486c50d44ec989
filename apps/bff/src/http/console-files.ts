import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Request, RequestHandler, Response } from 'express';
import sirv from 'sirv';
import { failure } from '@asterism/api-types/common/failure';
import { pathOf } from './canonical-target.ts';
import { refusal, refuse } from './refuse.ts';

/** Where Vite puts files whose name changes with their content. */
const HASHED = '/assets/';
const FOREVER = 'public, max-age=31536000, immutable';

/** Whether a person opens a page, and not a page one of its parts. */
const isNavigation = (request: Request): boolean =>
  request.get('accept')?.includes('text/html') === true;

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

/**
 * The built console in `directory`: files that never change are kept by browsers for ever, all else is asked for
 * anew; every path that a person opens and that is no file is a page of the console.
 */
export function consoleFiles(directory: string): RequestHandler {
  if (!existsSync(join(directory, 'index.html'))) {
    return (_request, response) => replyNotBuilt(response);
  }
  const files = sirv(directory, {
    etag: true,
    brotli: true,
    gzip: true,
    setHeaders: (response, path) => {
      response.setHeader('Cache-Control', path.startsWith(HASHED) ? FOREVER : 'no-cache');
    },
  });

  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      return refuse(response, refusal(405, 'unimplemented', 'This method is not allowed here.'));
    }
    return files(request, response, () => {
      if (pathOf(request.originalUrl).startsWith(HASHED) || !isNavigation(request)) {
        return refuse(response, failure('notFound', 'There is nothing at this path.'));
      }
      request.url = '/';
      // sirv keeps what it made of the former URL.
      Reflect.deleteProperty(request, '_parsedUrl');
      return files(request, response);
    });
  };
}
