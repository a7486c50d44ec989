import { Router, type Response } from 'express';
import type { Metrics } from '../http/metrics.ts';
import { refuse } from '../http/refuse.ts';
import { badAnswer, brokenOff, tooSlow } from './upstream-failure.ts';

/** The federation's documentation: these paths and no other, each with the one type that it may have. */
const PAGES = new Map([
  ['/docs', 'text/html; charset=utf-8'],
  ['/docs/page.css', 'text/css; charset=utf-8'],
  ['/docs/page.js', 'text/javascript; charset=utf-8'],
  ['/api/v2/openapi.json', 'application/json'],
]);

const TIMEOUT_MS = 5000;
const LENGTH_MAX = 4 * 1024 * 1024;

const isTimeout = (error: unknown): boolean =>
  error instanceof Error && error.name === 'TimeoutError';

/** What broke: `fetch` wraps it. */
const causeOf = (error: unknown): Error => {
  if (!(error instanceof Error)) return new Error('the federation broke off');
  return error.cause instanceof Error ? error.cause : error;
};

async function relay(url: string, type: string, response: Response): Promise<void> {
  const answer = await fetch(url, {
    headers: { accept: type },
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const length = Number(answer.headers.get('content-length') ?? Number.NaN);
  const fits = answer.status === 200 && answer.headers.get('content-type') === type;
  if (!fits || !(length <= LENGTH_MAX)) {
    await answer.body?.cancel();
    return refuse(response, badAnswer());
  }
  const body = Buffer.from(await answer.arrayBuffer());
  response.setHeader('Content-Type', type);
  response.setHeader('Cache-Control', 'no-cache');
  response.setHeader('Content-Length', body.length);
  response.end(body);
}

/**
 * The API's documentation, as the federation has it. It is for everybody, as it is there: it is the same for all and
 * tells nothing of this fleet. Nothing of the browser's request goes on.
 */
export function documentationRoutes(
  federationUrl: string,
  metrics: Pick<Metrics, 'nameRoute'>,
): Router {
  const router = Router({ strict: true, caseSensitive: true });
  for (const [path, type] of PAGES) {
    router.get(path, async (_request, response) => {
      metrics.nameRoute(response, 'documentation');
      try {
        await relay(federationUrl + path, type, response);
      } catch (error) {
        refuse(response, isTimeout(error) ? tooSlow(false) : brokenOff(causeOf(error), false));
      }
    });
  }
  return router;
}
