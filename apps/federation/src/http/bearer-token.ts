import type { Request } from 'express';

/** The idToken of a request: in `Authorization: Bearer`, or in `api_key`. */
export function bearerTokenOf(request: Request): string | undefined {
  const bearer = /^Bearer ([^\s]+)$/i.exec(request.get('authorization') ?? '');
  return bearer?.[1] ?? request.get('api_key');
}
