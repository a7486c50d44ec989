import { z } from 'zod/mini';
import type { ApiDocument, DocumentedOperation } from '../openapi/document-types.ts';
import type { ReferenceFacts, ReferenceField, ReferenceOperation } from './reference-facts.ts';

/** A part of a document, read as plain JSON. */
type Json = Readonly<Record<string, unknown>>;

const jsonObject = z.record(z.string(), z.unknown());

/** The object behind a value: itself, or what its `$ref` points to. */
function resolve(document: object, value: unknown): Json | undefined {
  const object = jsonObject.safeParse(value).data;
  const reference = object?.['$ref'];
  if (typeof reference !== 'string') return object;
  return fieldAt(document, document, reference.replace(/^#\//, '').split('/'));
}

/** What lies at the end of some steps into a value, through references. */
function fieldAt(document: object, value: unknown, steps: readonly string[]): Json | undefined {
  let at = resolve(document, value);
  for (const step of steps) at = resolve(document, at?.[step]);
  return at;
}

/** What a type of the reference is in JSON Schema. */
const TYPES: Readonly<Record<string, Json>> = {
  string: { type: 'string' },
  'date-time': { type: 'string', format: 'date-time' },
  integer: { type: 'integer' },
  int32: { type: 'integer', format: 'int32' },
  boolean: { type: 'boolean' },
  object: { type: 'object' },
  'array[object]': { type: 'array' },
  'array[string]': { type: 'array' },
};

/** What a schema does not say of a field that the reference does. */
function flawsOf(document: ApiDocument, field: ReferenceField, schema: unknown): string[] {
  const found = resolve(document, schema);
  if (found === undefined) return [`${field.path} is missing`];
  const wanted: Json = {
    ...TYPES[field.type],
    ...(field.enum === undefined ? {} : { enum: field.enum }),
    ...(field.default === undefined ? {} : { default: field.default }),
  };
  const wrong = Object.entries(wanted).filter(
    ([keyword, value]) => JSON.stringify(found[keyword]) !== JSON.stringify(value),
  );
  const flaws = wrong.map(
    ([keyword, value]) => `${field.path}: ${keyword} is not ${String(value)}`,
  );
  const item = /^array\[(\w+)\]$/.exec(field.type)?.[1];
  return item === undefined
    ? flaws
    : [...flaws, ...flawsOf(document, { path: `${field.path}[]`, type: item }, found['items'])];
}

function flawsOfParameters(
  document: ApiDocument,
  operation: DocumentedOperation,
  place: string,
  fields: readonly ReferenceField[],
): string[] {
  return fields.flatMap((field) => {
    const parameter = (operation.parameters ?? [])
      .map((one) => resolve(document, one))
      .find((one) => one?.['in'] === place && one['name'] === field.path);
    return flawsOf(document, field, parameter?.['schema']).map((flaw) => `${place} ${flaw}`);
  });
}

function flawsOfContent(
  document: ApiDocument,
  what: string,
  holder: unknown,
  fields: readonly ReferenceField[],
): string[] {
  const schema = fieldAt(document, holder, ['content', 'application/json', 'schema']);
  if (schema === undefined) return [`${what} is missing`];
  return fields.flatMap((field) => {
    const steps = field.path
      .split('.')
      .flatMap((name) =>
        name.endsWith('[]') ? ['properties', name.slice(0, -2), 'items'] : ['properties', name],
      );
    const found = fieldAt(document, schema, steps);
    return flawsOf(document, field, found).map((flaw) => `${what} ${flaw}`);
  });
}

function flawsOfOperation(document: ApiDocument, facts: ReferenceOperation): string[] {
  const methods = { GET: 'get', POST: 'post', PUT: 'put', DELETE: 'delete' } as const;
  const name = Object.entries(methods).find(([method]) => method === facts.method)?.[1];
  const operation = name === undefined ? undefined : document.paths?.[facts.path]?.[name];
  if (operation === undefined) return ['is missing'];
  const responses = operation.responses ?? {};
  return [
    ...facts.statuses
      .filter((status) => !Object.hasOwn(responses, status))
      .map((status) => `status ${status} is missing`),
    ...flawsOfParameters(document, operation, 'path', facts.pathParameters),
    ...flawsOfParameters(document, operation, 'query', facts.query),
    ...(facts.takesBody
      ? flawsOfContent(document, 'body', operation.requestBody, facts.body ?? [])
      : []),
    ...flawsOfContent(document, 'answer', responses['200'], facts.answer ?? []),
  ];
}

const KINDS: Readonly<Record<string, Json>> = {
  header: { type: 'apiKey', in: 'header' },
  basic: { type: 'http', scheme: 'basic' },
};

/** What the API reference says and a document does not, in words; empty when nothing is missing. */
export function missingFacts(facts: ReferenceFacts, document: ApiDocument): string[] {
  const schemes = facts.security.flatMap(({ name, kind }) => {
    const scheme = resolve(document, document.components?.securitySchemes?.[name]);
    const held = Object.entries(KINDS[kind] ?? {}).every(([key, value]) => scheme?.[key] === value);
    return held ? [] : [`security ${name} is missing`];
  });
  const operations = facts.operations.flatMap((operation) =>
    flawsOfOperation(document, operation).map(
      (flaw) => `${operation.method} ${operation.path}: ${flaw}`,
    ),
  );
  return [...schemes, ...operations];
}
