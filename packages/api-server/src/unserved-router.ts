import express, { type Request, type Router } from 'express';
import type { Failure } from '@asterism/api-types/common/failure';
import type { OperationTable } from '@asterism/api-types/common/operation';
import { replyFailure, replyPlain } from './reply.ts';

const PREFIX = '/api/v2';

export interface UnservedOptions {
  /** Every route that callers may know, as `METHOD /path` below `/api/v2`. */
  readonly known: readonly string[];
  /** What is served of them, and beside them. */
  readonly served: OperationTable;
  /** The answer to a known route that is not served. Whoever is not let in should hear only that. */
  readonly refusalOf: (request: Request) => Promise<Failure>;
}

type Methods = Set<string>;

/** A path without the names of its parameters, which differ from table to table. */
const shapeOf = (path: string): string => path.replaceAll(/\{\w+\}/g, '{}');

function collect(
  routes: readonly (readonly [method: string, path: string])[],
): Map<string, Methods> {
  const byPath = new Map<string, Methods>();
  for (const [method, path] of routes) {
    byPath.set(path, (byPath.get(path) ?? new Set<string>()).add(method));
  }
  return byPath;
}

/** A trailing slash is the same route with an empty last parameter (lightbits-api §1.2). */
function requestPaths(path: string): string[] {
  const pattern = path.replaceAll(/\{(\w+)\}/g, ':$1');
  return path.endsWith('}') ? [pattern, pattern.replace(/:\w+$/, '')] : [pattern];
}

/** The known routes that are not served, as `METHOD /path` below `/api/v2`. */
export function unservedRoutes(known: readonly string[], served: OperationTable): string[] {
  const isServed = new Set(
    Object.values(served).map(({ method, path }) => `${method} ${shapeOf(path)}`),
  );
  return known.filter((route) => !isServed.has(shapeOf(route.replace(' ', ` ${PREFIX}`))));
}

/**
 * Answers the routes that callers may know and that are not served, with the refusal, and 405 for other methods there.
 * It stands before the router of what is served, and leaves to that what it serves.
 */
export function unservedRouter({ known, served, refusalOf }: UnservedOptions): Router {
  const router = express.Router({ strict: true, caseSensitive: true });
  const servedPaths = new Set(Object.values(served).map(({ path }) => shapeOf(path)));
  const routes = unservedRoutes(known, served).map((route) => {
    const [method = '', path = ''] = route.split(' ');
    return [method, `${PREFIX}${path}`] as const;
  });

  for (const [path, methods] of collect(routes)) {
    router.all(requestPaths(path), (request, response, next) => {
      // A slash or a colon in a segment addresses nothing (lightbits-api §1.2).
      if (Object.values(request.params).some((value) => /[/:]/.test(String(value)))) return next();
      if (methods.has(request.method)) {
        refusalOf(request).then((refusal) => replyFailure(response, refusal), next);
        return undefined;
      }
      return servedPaths.has(shapeOf(path)) ? next() : replyPlain(response, 405);
    });
  }
  return router;
}
