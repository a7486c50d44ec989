import { Router } from 'express';
import type { Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { shareAnswer } from '@asterism/server-kit/shared-answer';
import type { Metrics } from '../http/metrics.ts';
import { refuse } from '../http/refuse.ts';
import { badAnswer, brokenOff, tooSlow } from './upstream-failure.ts';

/** The federation's documentation: exactly these paths, each with its only allowed type. */
const PAGES = new Map([
  ['/docs', 'text/html; charset=utf-8'],
  ['/docs/page.css', 'text/css; charset=utf-8'],
  ['/docs/page.js', 'text/javascript; charset=utf-8'],
  ['/docs/text.woff2', 'font/woff2'],
  ['/docs/mono.woff2', 'font/woff2'],
  ['/api/v2/openapi.json', 'application/json'],
]);

const TIMEOUT_MS = 5000;
const LENGTH_MAX = 4 * 1024 * 1024;

/** Milliseconds that a response of the federation is cached. */
export interface DocumentationTimes {
  readonly page: number;
  readonly failure: number;
}

export const DOCUMENTATION_TIMES: DocumentationTimes = { page: 60_000, failure: 1000 };

const isTimeout = (error: unknown): boolean =>
  error instanceof Error && error.name === 'TimeoutError';

/** The cause, which `fetch` wraps. */
const causeOf = (error: unknown): Error => {
  if (!(error instanceof Error)) return new Error('the federation broke off');
  return error.cause instanceof Error ? error.cause : error;
};

async function readPage(url: string, type: string): Promise<Result<Buffer, Failure>> {
  try {
    const answer = await fetch(url, {
      headers: { accept: type },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const length = Number(answer.headers.get('content-length') ?? Number.NaN);
    const fits = answer.status === 200 && answer.headers.get('content-type') === type;
    if (fits && length <= LENGTH_MAX) return ok(Buffer.from(await answer.arrayBuffer()));
    await answer.body?.cancel();
    return err(badAnswer(false));
  } catch (error) {
    return err(isTimeout(error) ? tooSlow(false) : brokenOff(causeOf(error), false));
  }
}

export interface DocumentationOptions {
  readonly federationUrl: string;
  readonly metrics: Pick<Metrics, 'nameRoute'>;
  readonly times?: DocumentationTimes | undefined;
}

/**
 * The API's documentation, as the federation serves it. Like there, it is public: it is the same for everybody and
 * reveals nothing about this fleet. Nothing of the browser's request is forwarded, and many requests share one.
 */
export function documentationRoutes(options: DocumentationOptions): Router {
  const { federationUrl, metrics, times = DOCUMENTATION_TIMES } = options;
  const router = Router({ strict: true, caseSensitive: true });
  for (const [path, type] of PAGES) {
    const page = shareAnswer({
      ask: () => readPage(federationUrl + path, type),
      freshMs: (answer) => (answer.ok ? times.page : times.failure),
    });
    router.get(path, async (_request, response) => {
      metrics.nameRoute(response, 'documentation');
      const answer = await page();
      if (!answer.ok) return refuse(response, answer.error);
      response.setHeader('Content-Type', type);
      response.setHeader(
        'Cache-Control',
        type === 'font/woff2' ? 'public, max-age=86400' : 'no-cache',
      );
      response.setHeader('Content-Length', answer.value.length);
      return void response.end(answer.value);
    });
  }
  return router;
}
