import type { Request } from 'express';
import { failure, type Failure } from '@asterism/api-types/common/failure';

const isReading = (method: string): boolean => method === 'GET' || method === 'HEAD';

/** The origin under which the browser knows this server. */
const ownOrigin = (request: Request): string => `${request.protocol}://${request.host}`;

const refused = (): Failure =>
  failure('permissionDenied', 'This request does not come from the console itself.');

/** Why a request may not go on; undefined when it may. */
export type OriginCheck = (request: Request) => Failure | undefined;

/**
 * The defence against requests that other sites make a browser send: what the browser itself says about where a
 * request comes from. Changes need proof of the same origin; reading is refused when another site asks.
 * `publicOrigins` are this server's own as well, however a request has come here.
 */
export function createOriginCheck(publicOrigins: readonly string[]): OriginCheck {
  return (request) => {
    const site = request.get('sec-fetch-site');
    const origin = request.get('origin');
    if (isReading(request.method)) {
      return site === 'cross-site' || site === 'same-site' ? refused() : undefined;
    }
    const isOwn = origin === ownOrigin(request) || publicOrigins.some((own) => own === origin);
    if (origin !== undefined && !isOwn) return refused();
    const isProven = site === undefined ? origin !== undefined : site === 'same-origin';
    return isProven ? undefined : refused();
  };
}
