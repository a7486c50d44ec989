import { z } from 'zod/mini';
import type { ZodOpenApiOperationObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { pathParameters, usesQuery, type Operation } from '@asterism/api-types/common/operation';
import { IDEMPOTENCY_KEY_HEADER } from '@asterism/api-types/rules/idempotency-key';
import { DEFAULT_ANSWER, errorAnswer } from './error-answers.ts';

type Shape = Readonly<Record<string, z.ZodMiniType>>;

/** The fields of an operation's input. Throws on an input that is no object: there is none, nor may there be. */
function shapeOf(operation: Operation): Shape {
  if (operation.input instanceof z.ZodMiniObject) {
    // The fields of a mini object are mini schemas; instanceof does not know of which.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return operation.input.shape as Shape;
  }
  throw new TypeError(`the input of ${operation.method} ${operation.path} is not an object`);
}

const isEmpty = (shape: Shape): boolean => Object.keys(shape).length === 0;

const json = (schema: z.ZodMiniType) => ({ 'application/json': { schema } });

const responsesOf = (operation: Operation): ZodOpenApiResponsesObject => ({
  200: { description: 'Done.', content: json(operation.output) },
  ...Object.fromEntries(operation.errors.map((status) => [String(status), errorAnswer(status)])),
  default: DEFAULT_ANSWER,
});

/** The headers that an operation honours, as parameters. */
function headersOf({ ifMatch, idempotencyKey }: Operation): Shape {
  return {
    ...(ifMatch === true ? { 'If-Match': z.optional(z.string()) } : {}),
    ...(idempotencyKey === true ? { [IDEMPOTENCY_KEY_HEADER]: z.optional(z.string()) } : {}),
  };
}

/** The parts of a request that the input's fields are in: what is not in the path is in the query or in the body. */
function requestOf(
  operation: Operation,
): Pick<ZodOpenApiOperationObject, 'requestParams' | 'requestBody'> {
  const names = new Set(pathParameters(operation.path));
  const fields = Object.entries(shapeOf(operation));
  const path = Object.fromEntries(fields.filter(([name]) => names.has(name)));
  const rest = Object.fromEntries(fields.filter(([name]) => !names.has(name)));
  const headers = headersOf(operation);
  const inQuery = usesQuery(operation.method);
  return {
    requestParams: {
      ...(isEmpty(path) ? {} : { path: z.object(path) }),
      ...(inQuery && !isEmpty(rest) ? { query: z.object(rest) } : {}),
      ...(isEmpty(headers) ? {} : { header: z.object(headers) }),
    },
    ...(inQuery || isEmpty(rest)
      ? {}
      : { requestBody: { required: true, content: json(z.object(rest)) } }),
  };
}

/** What a document adds to an operation of the contract. */
export interface OperationNotes {
  readonly operationId: string;
  readonly tag: string;
  /** Who may call it. */
  readonly access?: string | undefined;
  readonly description?: string;
  /** Names of the security schemes, any of which will do, when they are not the document's. */
  readonly security?: readonly string[] | undefined;
}

/** An operation of the contract as OpenAPI has it. */
export const documentOperation = (
  operation: Operation,
  notes: OperationNotes,
): ZodOpenApiOperationObject => ({
  operationId: notes.operationId,
  tags: [notes.tag],
  summary: operation.summary,
  ...(notes.description === undefined ? {} : { description: notes.description }),
  ...requestOf(operation),
  responses: responsesOf(operation),
  ...(notes.security === undefined
    ? {}
    : { security: notes.security.map((scheme) => ({ [scheme]: [] })) }),
  'x-source': operation.source,
  ...(notes.access === undefined ? {} : { 'x-access': notes.access }),
});

/**
 * The operation at the path that ends in a slash: it addresses its thing by name (lightbits-api §1.2). OpenAPI knows
 * no empty path parameter, so it is a path of its own there.
 */
export function byNameOperation(operation: Operation): Operation {
  const [parameter = ''] = pathParameters(operation.path).slice(-1);
  const { [parameter]: _inPath, ...fields } = shapeOf(operation);
  // Snapshots write it with a capital letter.
  const name = 'Name' in fields ? 'Name' : 'name';
  return {
    ...operation,
    path: operation.path.replace(/\{\w+\}$/, ''),
    summary: `${operation.summary.replace(/\.$/, '')}, by name.`,
    input: z.object({ ...fields, [name]: z.string() }),
  };
}

/** A path without the names of its parameters: OpenAPI takes two paths with the same shape for one. */
export const pathShape = (path: string): string => path.replaceAll(/\{\w+\}/g, '{}');

/** The operation with the parameter names of another path of the same shape. */
export function atPath(operation: Operation, path: string): Operation {
  const names = new Map<string, string>();
  const wanted = pathParameters(path);
  for (const [index, name] of pathParameters(operation.path).entries()) {
    names.set(name, wanted[index] ?? name);
  }
  const fields = Object.entries(shapeOf(operation));
  const renamed = fields.map(([name, field]) => [names.get(name) ?? name, field]);
  return { ...operation, path, input: z.object(Object.fromEntries(renamed)) };
}
