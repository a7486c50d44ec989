import { z } from 'zod/mini';

/** A part of a document, read as plain JSON. */
export type Json = Readonly<Record<string, unknown>>;

const jsonObject = z.record(z.string(), z.unknown());

/** The object behind a value: itself, or what its `$ref` points to. */
export function resolve(document: object, value: unknown): Json | undefined {
  const object = jsonObject.safeParse(value).data;
  const reference = object?.['$ref'];
  if (typeof reference !== 'string') return object;
  return fieldAt(document, document, reference.replace(/^#\//, '').split('/'));
}

/** What lies at the end of some steps into a value, through references. */
export function fieldAt(
  document: object,
  value: unknown,
  steps: readonly string[],
): Json | undefined {
  let at = resolve(document, value);
  for (const step of steps) at = resolve(document, at?.[step]);
  return at;
}
