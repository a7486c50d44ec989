import express, { type Request, type Router } from 'express';
import { replyFailure, replyPlain } from '@asterism/api-server/reply';
import { clusterApi } from '@asterism/api-types/cluster-api/cluster-api';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import type { Result } from '@asterism/api-types/common/result';
import type { Caller } from '../identity/verify-token.ts';
import { shapeOf, UNMODELLED_ROUTES } from './unmodelled-routes.ts';

const modelledPaths = new Set(Object.values(clusterApi).map(({ path }) => shapeOf(path)));

function methodsByPath(): Map<string, Set<string>> {
  const byPath = new Map<string, Set<string>>();
  for (const route of UNMODELLED_ROUTES) {
    const [method = '', path = ''] = route.split(' ');
    const full = shapeOf(`/api/v2${path}`);
    byPath.set(full, (byPath.get(full) ?? new Set()).add(method));
  }
  return byPath;
}

/** A trailing slash is the same route with an empty last parameter (lightbits-api §1.2). */
const requestPaths = (path: string): string[] => {
  let count = 0;
  const pattern = path.replaceAll('{}', () => `:p${count++}`);
  return path.endsWith('}') ? [pattern, pattern.replace(/:\w+$/, '')] : [pattern];
};

/** Answers the routes of a cluster that are not simulated: 501 to whoever is let in, 405 for another method. */
export function unmodelledRouter(
  verify: (authorization: string | undefined) => Promise<Result<Caller, Failure>>,
): Router {
  const router = express.Router({ strict: true, caseSensitive: true });

  async function refusalOf(request: Request): Promise<Failure> {
    const caller = await verify(request.get('authorization'));
    if (!caller.ok) return caller.error;
    return failure('unimplemented', `${request.method} ${request.path} is not simulated`);
  }

  for (const [path, methods] of methodsByPath()) {
    router.all(requestPaths(path), (request, response, next) => {
      if (!methods.has(request.method)) {
        return modelledPaths.has(path) ? next() : replyPlain(response, 405);
      }
      refusalOf(request).then((refusal) => replyFailure(response, refusal), next);
    });
  }
  return router;
}
