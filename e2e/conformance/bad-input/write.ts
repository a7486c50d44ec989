import type { RawRequest } from '../http/send.ts';
import type { Expected, Row, Skipped } from './row.ts';

/** A UUID that nothing has. */
export const UNKNOWN_UUID = '00000000-0000-4000-8000-00000000beef';
export const VOLUMES = '/api/v2/volumes';
export const VOLUME = `${VOLUMES}/{{UUID}}`;

type Headers = Readonly<Record<string, string>>;
const JSON_TYPE: Headers = { 'content-type': 'application/json' };
const textOf = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body));

export const get = (path: string, headers: Headers = {}): RawRequest => ({
  method: 'GET',
  path,
  headers,
});

/** A body that is no text is sent as JSON; text as it is. */
export const post = (path: string, body: unknown, headers: Headers = {}): RawRequest => ({
  method: 'POST',
  path,
  headers: { ...JSON_TYPE, ...headers },
  body: textOf(body),
});

/** With `If-Match: *`, without which the BFF takes no change. */
export const put = (path: string, body: unknown, headers: Headers = {}): RawRequest => ({
  method: 'PUT',
  path,
  headers: { ...JSON_TYPE, 'if-match': '*', ...headers },
  body: textOf(body),
});

/** As {@link put}. */
export const del = (path: string, headers: Headers = {}): RawRequest => ({
  method: 'DELETE',
  path,
  headers: { 'if-match': '*', ...headers },
});

/** The same request without some of its headers. */
export function omitHeaders(request: RawRequest, ...names: readonly string[]): RawRequest {
  const kept = Object.entries(request.headers ?? {}).filter(([name]) => !names.includes(name));
  return { ...request, headers: Object.fromEntries(kept) };
}

/** A good request to create, with some fields replaced; `undefined` leaves one out. */
export const volumeBody = (changes: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    name: '{{unique}}',
    size: '1 gib',
    replicaCount: 1,
    acl: { values: ['ALLOW_NONE'] },
    projectName: 'default',
    ...changes,
  });

/** 400 code 3 that names the field. */
export const invalid = (field: string, text?: string): Expected => ({
  status: 400,
  code: 3,
  field,
  ...(text === undefined ? {} : { text }),
});
/** 400 code 3 about no field in particular. */
export const invalidAsAWhole = (text: string): Expected => ({ status: 400, code: 3, text });
export const OK: Expected = { status: 200 };
export const DENIED: Expected = { status: 403, code: 7 };
export const UNAUTHENTICATED: Expected = { status: 401, code: 16 };
export const NOT_FOUND: Expected = { status: 404, code: 5 };
export const PLAIN_404: Expected = { status: 404, isPlain: true };
export const PLAIN_405: Expected = { status: 405, isPlain: true };
/** The BFF's 405: with an error body, and the methods that there are. */
export const NO_METHOD: Expected = { status: 405, code: 12, headers: { allow: 'GET' } };
export const unknownTo = (field: string): Expected => invalid(field, 'is not known');

/** A cluster serves nothing of the federation: its routes are not simulated. */
export const NOT_OF_A_CLUSTER: Row['on'] = { simulator: { status: 501, code: 12 } };
export const onlyBff = (why: string): Row['on'] => {
  const skipped: Skipped = { skip: why };
  return { simulator: skipped, federation: skipped };
};
