import { IncomingMessage, ServerResponse, type OutgoingHttpHeader } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';

/** The strictest policy the console works with: no inline code, no foreign origins, no code from strings. */
const POLICY = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'connect-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ["'none'"],
};

const HSTS = { maxAge: 365 * 24 * 60 * 60, includeSubDomains: false };

export type SecurityHeaders = readonly (readonly [string, OutgoingHttpHeader])[];

/**
 * The headers of every response. They do not depend on the request, so Helmet computes them once. `hsts` includes
 * Strict-Transport-Security; otherwise the reverse proxy adds it.
 */
export function createSecurityHeaders(hsts: boolean): SecurityHeaders {
  const protect = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: POLICY },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: hsts ? HSTS : false,
    xFrameOptions: { action: 'deny' },
  });
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  protect(request, response, () => undefined);
  return response.getHeaderNames().map((name) => [name, response.getHeader(name) ?? ''] as const);
}

export function setSecurityHeaders(response: ServerResponse, headers: SecurityHeaders): void {
  for (const [name, value] of headers) response.setHeader(name, value);
}
