import type { z } from 'zod/mini';
import { isObject } from './strict-json.ts';

const at = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

/** The schema inside: what a value that is there is checked against. */
function inner({ def }: z.core.$ZodTypes['_zod']): z.core.$ZodTypes | undefined {
  if (def.type === 'pipe') return known(def.in);
  return 'innerType' in def ? known(def.innerType) : undefined;
}

/** Every zod schema is one of the union of zod's own kinds; zod's types do not say so. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const known = (schema: z.core.$ZodType): z.core.$ZodTypes => schema as z.core.$ZodTypes;

/** The fields of a value, at any depth, that its schema does not know. The schema itself would pass over them. */
export function unknownFields(schema: z.core.$ZodType, value: unknown, path = ''): string[] {
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
