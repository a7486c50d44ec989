import type { z } from 'zod/mini';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

/**
 * One operation of an API: everything that a server, a client and a document need to know of it.
 *
 * Its input is one object, as in the gateway: path parameters by name; the rest from the query on GET and DELETE
 * and from the JSON body on POST and PUT (lightbits-api §1.1).
 */
export interface Operation {
  readonly method: HttpMethod;
  /** Path with `{name}` parameters. */
  readonly path: string;
  /** One line for the API document. */
  readonly summary: string;
  /** The section of the API reference that it mirrors, or `ours`. */
  readonly source: string;
  readonly input: z.ZodMiniType;
  readonly output: z.ZodMiniType;
  /** The documented error statuses. Others fall under the reference's "default". */
  readonly errors: readonly number[];
  /** Whether `If-Match` is honoured. */
  readonly ifMatch?: true;
  /** Whether `Idempotency-Key` is honoured: the same request with the same key is carried out once. */
  readonly idempotencyKey?: true;
  /** Whether an empty last path parameter (trailing slash) addresses the thing by name (lightbits-api §1.2). */
  readonly byName?: true;
  /** Whether the last path parameter may hold a colon, which else begins a verb of the gateway (lightbits-api §1.2). */
  readonly allowsColon?: true;
  /** Whether the request body is ignored, whatever it holds. */
  readonly ignoresBody?: true;
}

/** A named set of operations. */
export type OperationTable = Readonly<Record<string, Operation>>;

/** What a client passes. */
export type OperationInput<O extends Operation> = z.input<O['input']>;
/** What a handler gets, after parsing. */
export type OperationArguments<O extends Operation> = z.output<O['input']>;
/** What a handler answers: before defaults are filled in. */
export type OperationAnswer<O extends Operation> = z.input<O['output']>;
/** What a client gets, after parsing. */
export type OperationOutput<O extends Operation> = z.output<O['output']>;

/** Keeps an operation's exact types. */
export const defineOperation = <const O extends Operation>(operation: O): O => operation;

/** The names of a path's `{parameters}`, in order. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
}

/** Whether the operation takes its input from the query (else from the body). */
export const usesQuery = (method: HttpMethod): boolean => method === 'GET' || method === 'DELETE';
