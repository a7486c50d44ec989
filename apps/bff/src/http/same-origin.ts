import type { Request } from 'express';
import { failure, type Failure } from '@asterism/api-types/common/failure';

const isReading = (method: string): boolean => method === 'GET' || method === 'HEAD';

/** The origin under which the browser knows this server. */
const ownOrigin = (request: Request): string => `${request.protocol}://${request.host}`;

const refused = (): Failure =>
  failure('permissionDenied', 'This request does not come from the console itself.');

/**
 * The same for a page that is most likely the console's own, behind a front that has not been made known: the words are
 * for whoever runs it. It stays refused, as whether it is so only the settings can say.
 */
function refusedAt(request: Request, given: string): Failure {
  const origin = URL.parse(given);
  if (origin === null || origin.origin !== given) return refused();
  const known = `set ASTERISM_PUBLIC_URL=${given}`;
  if (origin.host === request.host && origin.protocol !== `${request.protocol}:`) {
    const message = `The console was opened at ${given}, and this server is asked over ${request.protocol}: ${known}, or name the proxy in front in ASTERISM_BFF_TRUSTED_PROXIES and have it send X-Forwarded-Proto.`;
    return failure('permissionDenied', message);
  }
  if (request.get('sec-fetch-site') !== 'same-origin') return refused();
  const message = `The console was opened at ${given}, and this server is asked for ${request.host}: ${known}, or have the proxy in front pass on the Host that it was asked for.`;
  return failure('permissionDenied', message);
}

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
    if (origin !== undefined && !isOwn) return refusedAt(request, origin);
    const isProven = site === undefined ? origin !== undefined : site === 'same-origin';
    return isProven ? undefined : refused();
  };
}
