import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod/mini';

/** A field's type, as the reference writes it: `string`, `int32`, `date-time`, `array[object]`… */
const field = z.object({
  /** From the outermost object: `workflows[].progress.percent`. */
  path: z.string(),
  type: z.string(),
  enum: z.optional(z.array(z.string())),
  default: z.optional(z.string()),
});
export type ReferenceField = z.infer<typeof field>;

const operation = z.object({
  method: z.string(),
  path: z.string(),
  pathParameters: z.array(field),
  query: z.array(field),
  takesBody: z.boolean(),
  /** Absent when there is no body, or the reference does not say what it holds. */
  body: z.optional(z.array(field)),
  /** Absent when the reference does not say what the answer holds. */
  answer: z.optional(z.array(field)),
  statuses: z.array(z.string()),
});
export type ReferenceOperation = z.infer<typeof operation>;

/** What the API reference says that a machine can check: names, types and statuses, none of its sentences. */
const referenceFacts = z.object({
  /** Ways to authenticate: where, and the name. */
  security: z.array(z.object({ name: z.string(), kind: z.enum(['header', 'basic']) })),
  operations: z.array(operation),
});
export type ReferenceFacts = z.infer<typeof referenceFacts>;

/** The text of the vendor's API reference. It is not ours to publish: it lies beside the repository, or nowhere. */
export const REFERENCE_FILE = fileURLToPath(
  new URL('../../../../../shared/cf-api-reference.txt', import.meta.url),
);

/** What of it a machine can check. */
export const FACTS_FILE = fileURLToPath(new URL('reference-facts.json', import.meta.url));

/** The committed facts of the API reference. */
export const readReferenceFacts = (): ReferenceFacts =>
  referenceFacts.parse(JSON.parse(readFileSync(FACTS_FILE, 'utf8')));
