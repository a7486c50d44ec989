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
  /** The answer to a known route that is not served. Whoever is not admitted should learn only that. */
  readonly refusalOf: (request: Request) => Promise<Failure>;
}

type Methods = Set<string>;

/** A route without the names of its parameters, which differ between methods of one path and from table to table. */
const shapeOf = (route: string): string => route.replaceAll(/\{[^}]+\}/g, '{}');

/** Whether a route, `METHOD /path` below `/api/v2`, is served. */
export function isServed(route: string, served: OperationTable): boolean {
  const shape = shapeOf(route.replace(' ', ` ${PREFIX}`));
  return Object.values(served).some(({ method, path }) => shapeOf(`${method} ${path}`) === shape);
}

/** The methods at each path that are known and not served. */
function unservedMethods({ known, served }: UnservedOptions): Map<string, Methods> {
  const byPath = new Map<string, Methods>();
  for (const route of known.filter((one) => !isServed(one, served))) {
    const [method = '', path = ''] = route.split(' ');
    const shape = shapeOf(`${PREFIX}${path}`);
    byPath.set(shape, (byPath.get(shape) ?? new Set<string>()).add(method));
  }
  return byPath;
}

/** A trailing slash is the same route with an empty last parameter (lightbits-api §1.2). */
function requestPaths(shape: string): string[] {
  let count = 0;
  const pattern = shape.replaceAll('{}', () => `:p${count++}`);
  return shape.endsWith('}') ? [pattern, pattern.replace(/:\w+$/, '')] : [pattern];
}

/**
 * Answers the routes that callers may know and that are not served, with the refusal, and 405 for other methods there.
 * It comes before the router of what is served, and passes on what that one serves.
 */
export function unservedRouter(options: UnservedOptions): Router {
  const { served, refusalOf } = options;
  const router = express.Router({ strict: true, caseSensitive: true });
  const servedPaths = new Set(Object.values(served).map(({ path }) => shapeOf(path)));

  for (const [path, methods] of unservedMethods(options)) {
    router.all(requestPaths(path), (request, response, next) => {
      // A slash or a colon in a segment addresses nothing (lightbits-api §1.2).
      if (Object.values(request.params).some((value) => /[/:]/.test(String(value)))) return next();
      if (methods.has(request.method)) {
        refusalOf(request).then((refusal) => replyFailure(response, refusal), next);
        return undefined;
      }
      return servedPaths.has(path) ? next() : replyPlain(response, 405);
    });
  }
  return router;
}
