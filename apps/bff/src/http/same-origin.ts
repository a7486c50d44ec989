import type { Request } from 'express';
import { failure, type Failure } from '@asterism/api-types/common/failure';

/** Whether a page of another site asks. */
export const isForeignRead = (site: string | readonly string[] | undefined): boolean =>
  site === 'cross-site' || site === 'same-site';

const isReading = (method: string): boolean => method === 'GET' || method === 'HEAD';

/** The origin at which the browser reached this server. */
const ownOrigin = (request: Request): string => `${request.protocol}://${request.host}`;

const refused = (): Failure =>
  failure('permissionDenied', 'This request does not come from the console itself.');

/**
 * The same for a page that is most likely the console's own, behind a reverse proxy that is not configured: the message
 * is for the operator. The request stays refused, as only the settings can prove that it is legitimate.
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

/** Why the request is refused; undefined when it is accepted. */
export type OriginCheck = (request: Request) => Failure | undefined;

/**
 * The defence against cross-site request forgery. It relies on what the browser says about the origin of a request:
 * changes need proof of the same origin, and reads are refused when they come from another site. `publicOrigins` count
 * as this server's own, however a request arrived.
 */
export function createOriginCheck(publicOrigins: readonly string[]): OriginCheck {
  return (request) => {
    const site = request.get('sec-fetch-site');
    const origin = request.get('origin');
    if (isReading(request.method)) {
      return isForeignRead(site) ? refused() : undefined;
    }
    const isOwn = origin === ownOrigin(request) || publicOrigins.some((own) => own === origin);
    if (origin !== undefined && !isOwn) return refusedAt(request, origin);
    const isProven = site === undefined ? origin !== undefined : site === 'same-origin';
    return isProven ? undefined : refused();
  };
}
