import { z } from 'zod/mini';
import { invalidRequest } from '@asterism/api-server/invalid-request';
import { nulViolations } from '@asterism/api-server/nul-fields';
import { invalidField, type Failure } from '@asterism/api-types/common/failure';
import {
  usesQuery,
  type Operation,
  type OperationArguments,
} from '@asterism/api-types/common/operation';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { isObject, parseStrictJson, type JsonObject } from './strict-json.ts';

export interface InputParts {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>>;
  /** What follows `?`, or an empty text. */
  readonly search: string;
  readonly body: string;
}

const UNKNOWN = 'is not known to this request';

function readQuery(search: string): Result<JsonObject, Failure> {
  const found = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(search)) {
    if (found.has(name)) return err(invalidField(name, 'is given more than once'));
    found.set(name, value);
  }
  return ok(Object.fromEntries(found));
}

function readRest({ operation, search, body }: InputParts): Result<JsonObject, Failure> {
  if (usesQuery(operation.method)) return readQuery(search);
  const [parameter] = new URLSearchParams(search).keys();
  return parameter === undefined ? parseStrictJson(body) : err(invalidField(parameter, UNKNOWN));
}

const at = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

/** The inner schema, which validates a value that is present. */
function inner({ def }: z.core.$ZodTypes['_zod']): z.core.$ZodTypes | undefined {
  if (def.type === 'pipe') return known(def.in);
  return 'innerType' in def ? known(def.innerType) : undefined;
}

/** Every zod schema is one of the union of zod's own kinds, but zod's types do not say so. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const known = (schema: z.core.$ZodType): z.core.$ZodTypes => schema as z.core.$ZodTypes;

/** The fields of a value, at any depth, that its schema does not know; zod itself would ignore them. */
function unknownFields(schema: z.core.$ZodType, value: unknown, path = ''): string[] {
  const type = known(schema);
  const wrapped = inner(type._zod);
  if (wrapped !== undefined) return unknownFields(wrapped, value, path);
  const { def } = type._zod;
  if (def.type === 'array' && Array.isArray(value)) {
    return value.flatMap((item, index) => unknownFields(def.element, item, `${path}[${index}]`));
  }
  if (def.type !== 'object' || !isObject(value)) return [];
  return Object.entries(value).flatMap(([name, field]) => {
    const part = Object.hasOwn(def.shape, name) ? def.shape[name] : undefined;
    return part === undefined ? [at(path, name)] : unknownFields(part, field, at(path, name));
  });
}

/**
 * Validates the input of a request and returns it as it was sent: no unknown field, no duplicate, and valid for its
 * schema. Reports all errors at once.
 */
export function readStrictInput(parts: InputParts): Result<JsonObject, Failure> {
  const { operation, params } = parts;
  const rest = readRest(parts);
  if (!rest.ok) return rest;
  const strangers = [
    ...Object.keys(rest.value).filter((name) => Object.hasOwn(params, name)),
    ...unknownFields(operation.input, rest.value),
  ];
  const input = { ...rest.value, ...params };
  const parsed = z.safeParse(operation.input, input, { reportInput: true });
  const others = [
    ...strangers.map((field) => ({ field, description: UNKNOWN })),
    ...nulViolations(input),
  ];
  if (parsed.success && others.length === 0) return ok(input);
  return err(invalidRequest(parsed.error?.issues ?? [], others));
}

/** The input as the handler of the operation takes it; {@link readStrictInput} must have accepted it. */
export const parseInput = <O extends Operation>(
  operation: O,
  input: JsonObject,
): OperationArguments<O> => z.parse<O['input']>(operation.input, input);
