import type { FieldViolation } from '@asterism/api-types/common/error-details';

const NUL = '\0';
/** A name that can be shown. */
const shown = (name: string): string => name.replaceAll(NUL, String.raw`\u0000`);

const isIn = (value: unknown): boolean => typeof value === 'string' && value.includes(NUL);

function fieldsIn(value: unknown, path: string): string[] {
  if (isIn(value)) return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => {
    const of = path === '' ? shown(name) : `${path}.${shown(name)}`;
    const at = Array.isArray(value) ? `${path}[${name}]` : of;
    return isIn(name) ? [at] : fieldsIn(part, at);
  });
}

/**
 * What is at fault with the fields of a message, at any depth, that have the character U+0000 in them or in their names:
 * PostgreSQL keeps no text with it, nor `jsonb`.
 */
export const nulViolations = (message: unknown): FieldViolation[] =>
  fieldsIn(message, '').map((field) => ({
    field,
    description: 'must not contain the character U+0000',
  }));
