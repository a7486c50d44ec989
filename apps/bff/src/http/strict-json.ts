import { failure, invalidField, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';

const MAX_DEPTH = 32;
/** Names that can change the prototype of an object. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is invalid about the structure of a value, whatever its schema. */
function oddity(value: unknown, depth: number): Failure | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > MAX_DEPTH)
    return failure('invalidArgument', `The body is nested more than ${MAX_DEPTH} levels deep.`);
  const name = Object.keys(value).find((key) => FORBIDDEN.has(key));
  if (name !== undefined) return invalidField(name, 'is not known to this request');
  for (const part of Object.values(value)) {
    const odd = oddity(part, depth + 1);
    if (odd !== undefined) return odd;
  }
  return undefined;
}

/** Parses a body that must be one JSON object. An empty body counts as an empty object. */
export function parseStrictJson(text: string): Result<JsonObject, Failure> {
  if (text === '') return ok({});
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err(failure('invalidArgument', 'The body is not valid JSON.'));
  }
  if (!isObject(value)) return err(failure('invalidArgument', 'The body must be a JSON object.'));
  const odd = oddity(value, 1);
  return odd === undefined ? ok(value) : err(odd);
}
