import { z } from 'zod/mini';
import type {
  Operation,
  OperationInput,
  OperationOutput,
  OperationTable,
} from '../common/operation.ts';
import { decodeDetails } from '../common/error-details.ts';
import { errorBody } from '../common/failure.ts';
import { err, ok, type Result } from '../common/result.ts';
import { IDEMPOTENCY_KEY_HEADER, quotedKey } from '../rules/idempotency-key.ts';
import type { ApiError } from './api-error.ts';
import { buildRequest } from './build-request.ts';

/** What there must be of an answer. */
export interface ServerAnswer {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: Pick<Headers, 'get'>;
  text(): Promise<string>;
}

/** Reads what was answered by the operation's schema; the error says what does not fit. */
export type ReadOutput = <O extends Operation>(
  operation: O,
  value: unknown,
) => Result<OperationOutput<O>, string>;

/** How requests get to the server. */
export interface Transport {
  readonly fetch: (url: string, init: RequestInit) => Promise<ServerAnswer>;
  /** How answers are read, when not as the contract has them, whole or not at all. */
  readonly read?: ReadOutput;
  /** Prepended to every path; empty in a browser. */
  readonly baseUrl?: string;
  /** Headers of every request, computed for each one. */
  readonly headers?: () => Record<string, string>;
  /** Milliseconds after which a call is aborted. */
  readonly timeoutMs?: number;
}

export interface CallOptions {
  /** Raw `If-Match` value. */
  readonly ifMatch?: string;
  /** For operations that honour one; see {@link quotedKey}. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
  /** Is given the headers of an answer that is no error. */
  readonly onHeaders?: (headers: Pick<Headers, 'get'>) => void;
}

export type ApiResult<T> = Result<T, ApiError>;

/** A function for each operation. None throws: what can go wrong is in the result. */
export type Client<Table extends OperationTable> = {
  readonly [Name in keyof Table]: (
    input: OperationInput<Table[Name]>,
    options?: CallOptions,
  ) => Promise<ApiResult<OperationOutput<Table[Name]>>>;
};

const inputRecord = z.record(z.string(), z.unknown());

function noAnswer(error: unknown, signal: AbortSignal | undefined): ApiError {
  const base = { status: 0, code: 0 };
  if (signal?.aborted === true)
    return { ...base, kind: 'aborted', message: 'The request was canceled.' };
  if (error instanceof Error && error.name === 'TimeoutError') {
    return { ...base, kind: 'timeout', message: 'The server took too long to answer.' };
  }
  return { ...base, kind: 'network', message: 'The server could not be reached.' };
}

function errorAnswer(response: ServerAnswer, text: string): ApiError {
  const body = errorBody.safeParse(parseJson(text));
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  return {
    kind: 'answer',
    status: response.status,
    code: body.success ? body.data.code : 0,
    message: body.success ? body.data.message : `The server answered ${response.status}.`,
    ...(body.success && body.data.requestId !== undefined
      ? { requestId: body.data.requestId }
      : {}),
    ...(Number.isFinite(retryAfter) ? { retryAfterSeconds: retryAfter } : {}),
    ...(body.success ? decodeDetails(body.data.details) : {}),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads an answer as the contract has it. */
export const readWhole: ReadOutput = <O extends Operation>(operation: O, value: unknown) => {
  const output = z.safeParse<O['output']>(operation.output, value);
  return output.success
    ? ok(output.data)
    : err('The server gave an answer that does not fit the API.');
};

/** Calls one operation. */
export async function call<O extends Operation>(
  transport: Transport,
  operation: O,
  input: OperationInput<O>,
  options: CallOptions = {},
): Promise<ApiResult<OperationOutput<O>>> {
  const request = buildRequest(operation, inputRecord.parse(input));
  const signals = [
    options.signal,
    transport.timeoutMs === undefined ? undefined : AbortSignal.timeout(transport.timeoutMs),
  ];
  try {
    const response = await transport.fetch(`${transport.baseUrl ?? ''}${request.url}`, {
      method: request.method,
      headers: {
        accept: 'application/json',
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(options.ifMatch === undefined ? {} : { 'if-match': options.ifMatch }),
        ...(options.idempotencyKey === undefined
          ? {}
          : { [IDEMPOTENCY_KEY_HEADER]: quotedKey(options.idempotencyKey) }),
        ...transport.headers?.(),
        ...options.headers,
      },
      ...(request.body === undefined ? {} : { body: request.body }),
      signal: AbortSignal.any(signals.filter((signal) => signal !== undefined)),
      redirect: 'error',
    });
    const text = await response.text();
    if (!response.ok) return err(errorAnswer(response, text));
    options.onHeaders?.(response.headers);
    const output = (transport.read ?? readWhole)(operation, parseJson(text));
    if (output.ok) return output;
    return err({ kind: 'malformed', status: response.status, code: 0, message: output.error });
  } catch (error) {
    return err(noAnswer(error, options.signal));
  }
}

/** A typed client of a table of operations. */
export function createClient<const Table extends OperationTable>(
  table: Table,
  transport: Transport,
): Client<Table> {
  const entries = Object.entries(table).map(([name, operation]) => [
    name,
    (input: OperationInput<Operation>, options?: CallOptions) =>
      call(transport, operation, input, options),
  ]);
  // Object.fromEntries loses the type of each name's operation; the entries above are the table's own.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(entries) as Client<Table>;
}
