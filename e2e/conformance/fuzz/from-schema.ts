import * as fc from 'fast-check';
import { z } from 'zod/mini';
import type { Operation } from '@asterism/api-types/common/operation';
import { hostile, sensible } from './values.ts';

type Schema = z.core.JSONSchema.BaseSchema;

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;

function ofType(schema: Schema): fc.Arbitrary<unknown> {
  switch (schema.type) {
    case 'integer':
      return fc.integer({ min: -1, max: 5 });
    case 'number':
      return fc.double();
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(isSchema(schema.items) ? fromSchema('', schema.items) : hostile, {
        maxLength: 3,
      });
    case 'object':
      return messageOf(schema);
    case 'string':
    case 'null':
    case undefined:
    default:
      return fc.string({ maxLength: 20 });
  }
}

/** A value for a field: what makes sense by its name, or what its schema says. */
function fromSchema(name: string, schema: Schema): fc.Arbitrary<unknown> {
  const known = sensible(name);
  if (known !== undefined) return known;
  const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter(isSchema);
  if (choices.length > 0) return fc.oneof(...choices.map((choice) => fromSchema('', choice)));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  return ofType(schema);
}

/** Some of a message's fields, most of them with good values, now and then one that nobody knows. */
function messageOf(schema: Schema): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.entries(schema.properties ?? {}).filter(
    (entry): entry is [string, Schema] => isSchema(entry[1]),
  );
  const required = new Set(schema.required);
  const parts = fields.map(([name, field]) => {
    const value = fc.oneof(
      { weight: 9, arbitrary: fromSchema(name, field) },
      { weight: 1, arbitrary: hostile },
    );
    const presence = fc.integer({ min: 0, max: 9 });
    const least = required.has(name) ? 1 : 6;
    return fc
      .tuple(presence, value)
      .map(([roll, given]) => (roll < least ? [] : [[name, given] as const]));
  });
  const stranger = fc.oneof(
    { weight: 9, arbitrary: fc.constant([]) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('__proto__', 'x', 'Name', 'isAdmin', '$where'), hostile)
        .map(([name, value]) => [[name, value] as const]),
    },
  );
  return fc.tuple(...parts, stranger).map((entries) => Object.fromEntries(entries.flat()));
}

/** Messages for an operation, from the schema of its input: mostly good, mostly whole. */
export const messageFor = (operation: Operation): fc.Arbitrary<Record<string, unknown>> =>
  messageOf(z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' }));
