import * as fc from 'fast-check';
import {
  pathParameters,
  usesQuery,
  type Operation,
  type OperationTable,
} from '@asterism/api-types/common/operation';
import type { RawRequest } from '../http/send.ts';
import type { Row } from '../bad-input/row.ts';
import type { Role } from '../targets/target.ts';
import { messageFor } from './from-schema.ts';
import { PAYLOAD } from './values.ts';

/** A request of the fuzzer, with placeholders for what only a running server knows. */
export interface FuzzRequest extends RawRequest {
  readonly as: Role;
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');

/** Percent-encoded, but for the places that are filled in later; a lone half of a character cannot be encoded. */
const encoded = (value: unknown): string =>
  encodeURIComponent(textOf(value).toWellFormed()).replaceAll(/%7B%7B(\w+)%7D%7D/g, '{{$1}}');

const role: fc.Arbitrary<Role> = fc.oneof(
  { weight: 17, arbitrary: fc.constant('admin' as const) },
  { weight: 2, arbitrary: fc.constant('viewer' as const) },
  { weight: 1, arbitrary: fc.constant('nobody' as const) },
);

const headers: fc.Arbitrary<Record<string, string>> = fc.record(
  {
    'if-match': fc.constantFrom('*', '*', '*', '1', '"1"', 'W/"1"', 'abc, def', PAYLOAD),
    'content-type': fc.constantFrom(
      'application/json',
      'application/json',
      'application/json; charset=utf-8',
      'text/plain',
      'multipart/form-data; boundary=x',
      'text/html',
    ),
    accept: fc.constantFrom('application/json', 'text/html', '*/*'),
    'content-encoding': fc.constantFrom('identity', 'gzip', 'br', 'snappy'),
    origin: fc.constantFrom('https://evil.example', 'null'),
    'x-forwarded-for': fc.constantFrom('10.0.0.1', PAYLOAD),
    'x-http-method-override': fc.constantFrom('DELETE', 'PUT'),
    'x-request-id': fc.constantFrom(PAYLOAD, 'a'.repeat(300)),
  },
  { requiredKeys: [] },
);

/** Most requests say what a good one says. */
const mostlyGoodHeaders = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constant({ 'if-match': '*', 'content-type': 'application/json' }),
  },
  { weight: 1, arbitrary: headers },
);

const broken: fc.Arbitrary<(body: string) => string> = fc.oneof(
  { weight: 12, arbitrary: fc.constant((body: string) => body) },
  { weight: 1, arbitrary: fc.nat(60).map((at) => (body: string) => body.slice(0, at)) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(
        '',
        'null',
        '[]',
        '5',
        '"text"',
        '{',
        '\uFEFF{}',
        '['.repeat(5000),
        '{"a":'.repeat(3000),
        'x'.repeat(70_000),
        PAYLOAD,
      )
      .map((text) => () => text),
  },
);

const method = (operation: Operation): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 30, arbitrary: fc.constant<string>(operation.method) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'GET',
        'POST',
        'PUT',
        'DELETE',
        'PATCH',
        'OPTIONS',
        'HEAD',
        'TRACE',
      ),
    },
  );

const pathSuffix = fc.oneof(
  { weight: 30, arbitrary: fc.constant('') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '/',
      '//',
      '/x',
      ':verb',
      '%00',
      '%zz',
      '%2F',
      '/..',
      '.json',
      ';a=b',
    ),
  },
);

function requestFor(operation: Operation): fc.Arbitrary<FuzzRequest> {
  const names = pathParameters(operation.path);
  return fc
    .record({
      message: messageFor(operation),
      method: method(operation),
      suffix: pathSuffix,
      headers: mostlyGoodHeaders,
      change: broken,
      as: role,
    })
    .map(({ message, suffix, change, method, headers, as }): FuzzRequest => {
      const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
        encoded(message[name] ?? ''),
      );
      const fields = Object.entries(message).filter(([name]) => !names.includes(name));
      if (!usesQuery(operation.method)) {
        const body = change(JSON.stringify(Object.fromEntries(fields)));
        return { method, headers, as, path: path + suffix, body };
      }
      const query = fields.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&');
      return { method, headers, as, path: `${path}${suffix}${query === '' ? '' : `?${query}`}` };
    });
}

const PRINTABLE = fc.constantFrom(...Array.from('%/?&=.:;{}"\'\\<>[]0aZ-_~!*'));

/** A text with one character put in, taken out or exchanged; its first stays. */
const mutated = (text: string): fc.Arbitrary<string> =>
  fc
    .record({
      at: fc.nat(Math.max(0, text.length - 1)),
      take: fc.nat(1),
      put: fc.option(PRINTABLE),
    })
    .map(({ at, take, put }) => text.slice(0, at + 1) + (put ?? '') + text.slice(at + 1 + take));

/** A row of the table with a small change: near what somebody has thought of, where nobody has. */
function nearRow({ request, as = 'admin' }: Row): fc.Arbitrary<FuzzRequest> {
  const { body } = request;
  const changedBody =
    typeof body === 'string' && body.length < 10_000 ? mutated(body) : fc.constant(body);
  return fc
    .record({ path: mutated(request.path), body: changedBody, inPath: fc.nat(4) })
    .map(({ path, body: changed, inPath }): FuzzRequest => {
      const { method, headers } = request;
      return inPath === 0
        ? { method, headers, as, path, body }
        : { method, headers, as, path: request.path, body: changed };
    });
}

/** Random requests to a server of these operations: from their schemas, and near the rows of the table. */
export function fuzzRequests(
  operations: OperationTable,
  rows: readonly Row[],
): fc.Arbitrary<FuzzRequest> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.oneof(...Object.values(operations).map(requestFor)) },
    { weight: 1, arbitrary: fc.oneof(...rows.map(nearRow)) },
  );
}
