import type { ReferenceField } from '@asterism/api-types/reference/reference-facts';

/** A name with its type right behind it: `pageSizeinteger`, `clustersarray[object]`. */
const FIELD =
  /^([A-Za-z]\w*?)(array\[object\]|array\[string\]|date-time|string|integer|boolean|int32|object)$/;
const ENUM = /^Enum: (\S+)$/;
const DEFAULT = /^Default: (\S+)$/;

/**
 * How many objects end before a field. The text has lost the indentation of the page, so a field below an object
 * could be in it or behind it; it is in it but for these.
 */
const ENDS: Readonly<Record<string, number>> = {
  provisionedToEffectiveStorageRatio: 1,
  attachClusterRequest: 1,
  nextPageToken: 2,
};

/** Reads the fields of an object or a list of parameters, line by line. */
export function createFieldReader() {
  const fields: ReferenceField[] = [];
  const open: string[] = [];

  function add(name: string, type: string): void {
    const ended = Math.min(ENDS[name] ?? 0, open.length);
    open.splice(open.length - ended, ended);
    fields.push({ path: [...open, name].join('.'), type });
    if (type === 'object') open.push(name);
    if (type === 'array[object]') open.push(`${name}[]`);
  }

  return {
    fields,
    read(line: string): void {
      const [, name, type] = FIELD.exec(line) ?? [];
      if (name !== undefined && type !== undefined) return add(name, type);
      const last = fields.at(-1);
      if (last === undefined) return undefined;
      const values = ENUM.exec(line)?.[1];
      if (values !== undefined) last.enum = values.split(',');
      const fallback = DEFAULT.exec(line)?.[1];
      if (fallback !== undefined) last.default = fallback;
      return undefined;
    },
  };
}
