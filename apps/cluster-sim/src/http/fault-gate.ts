import type { RequestHandler } from 'express';
import { z } from 'zod/mini';
import { replyFailure } from '@asterism/api-server/reply';
import { failure, GRPC_CODE, HTTP_STATUS, type Failure } from '@asterism/api-types/common/failure';

/** How a cluster misbehaves on every request until another order comes. */
export const fault = z.object({
  /** Milliseconds that every answer is held back. */
  latencyMs: z.optional(
    z
      .int({ error: 'must be a whole number of milliseconds' })
      .check(z.minimum(0), z.maximum(600_000)),
  ),
  /** Every request is answered with this status. */
  status: z.optional(
    z
      .int({ error: 'must be an HTTP status from 400 to 599' })
      .check(z.minimum(400), z.maximum(599)),
  ),
  /** Only requests whose path has this are concerned: `/resourcePolicies`. All are without it. */
  path: z.optional(z.string()),
  /** Only requests of this method are concerned: `GET`. All are without it. */
  method: z.optional(z.string()),
  /** Every connection is cut when a request comes. */
  drop: z.optional(z.boolean()),
  /** No request is ever answered. */
  stall: z.optional(z.boolean()),
});
export type Fault = z.infer<typeof fault>;

export interface FaultGate {
  set(fault: Fault | undefined): void;
  readonly middleware: RequestHandler;
}

function failureFor(status: number): Failure {
  const name = Object.entries(HTTP_STATUS).find(([, httpStatus]) => httpStatus === status)?.[0];
  const code = Object.entries(GRPC_CODE).find(([known]) => known === name)?.[1];
  return {
    ...failure('unknown', 'a fault was asked for'),
    status,
    code: code ?? GRPC_CODE.unknown,
  };
}

/** Stands before everything else of a cluster's API. */
export function createFaultGate(): FaultGate {
  let current: Fault | undefined;
  return {
    set(fault) {
      current = fault;
    },
    middleware(request, response, next) {
      if (current === undefined) return next();
      const { latencyMs, status, drop, stall, path, method } = current;
      if (path !== undefined && !request.path.includes(path)) return next();
      if (method !== undefined && request.method !== method) return next();
      if (drop === true) return void request.socket.destroy();
      if (stall === true) return undefined;
      const go = (): void => {
        if (status === undefined) next();
        else if (!response.destroyed) replyFailure(response, failureFor(status));
      };
      if (latencyMs === undefined) return go();
      const timer = setTimeout(go, latencyMs);
      response.once('close', () => clearTimeout(timer));
      return undefined;
    },
  };
}
