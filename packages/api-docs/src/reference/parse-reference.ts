import type { ReferenceFacts, ReferenceField, ReferenceOperation } from './reference-facts.ts';

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
function createFieldReader() {
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

const SECTIONS = {
  'Path Params': 'pathParameters',
  'Query String': 'query',
  'Request Body application/json': 'body',
  'Responses application/json': 'answer',
} as const;
type Section = (typeof SECTIONS)[keyof typeof SECTIONS];

const isSection = (line: string): line is keyof typeof SECTIONS => Object.hasOwn(SECTIONS, line);

const METHOD_AND_PATH = /^(GET|POST|PUT|DELETE) (\/\S+)$/;
const STATUS = /^(\d{3}|default)$/;
/** An object as a whole: its title has several words, or it is nameless. */
const OBJECT_TITLE = /^(.+ (Request|Response)object|objectobject)$/;

/** Reads the lines of one operation, from below `Auth` to the next one. */
function parseOperation(lines: readonly string[]): ReferenceOperation | undefined {
  const readers = {
    pathParameters: createFieldReader(),
    query: createFieldReader(),
    body: createFieldReader(),
    answer: createFieldReader(),
  };
  const seen = new Set<Section>();
  const described = new Set<Section>();
  const statuses: string[] = [];
  let section: Section | undefined;
  let call: { method: string; path: string } | undefined;

  for (const line of lines) {
    const [, method, path] = METHOD_AND_PATH.exec(line) ?? [];
    if (method !== undefined && path !== undefined) call = { method, path };
    if (isSection(line)) section = SECTIONS[line];
    if (section === undefined) continue;
    seen.add(section);
    if (section === 'answer' && STATUS.test(line)) statuses.push(line);
    else if (OBJECT_TITLE.test(line)) described.add(section);
    // Behind the first status come those of failures, which have no fields.
    else if (section !== 'answer' || statuses.length === 1) readers[section].read(line);
  }
  if (call === undefined) return undefined;
  const fieldsOf = (name: 'body' | 'answer'): Record<string, ReferenceField[]> =>
    described.has(name) ? { [name]: readers[name].fields } : {};
  return {
    ...call,
    pathParameters: readers.pathParameters.fields,
    query: readers.query.fields,
    takesBody: seen.has('body'),
    ...fieldsOf('body'),
    ...fieldsOf('answer'),
    statuses,
  };
}

const SCHEMES: readonly (readonly [pattern: RegExp, kind: 'header' | 'basic'])[] = [
  [/^(\w+)Header$/, 'header'],
  [/^(\w+) BasicAuth$/, 'basic'],
];

const parseSecurity = (lines: readonly string[]): ReferenceFacts['security'] =>
  lines.flatMap((line) =>
    SCHEMES.flatMap(([pattern, kind]) => {
      const name = pattern.exec(line)?.[1];
      return name === undefined ? [] : [{ name, kind }];
    }),
  );

/** The facts of the API reference, from its text: every operation is a block that begins with `Auth`. */
export function parseReference(text: string): ReferenceFacts {
  const lines = text.split('\n').map((line) => line.trim());
  const starts = lines.flatMap((line, index) => (line === 'Auth' ? [index] : []));
  const blocks = starts.map((start, index) => lines.slice(start + 1, starts[index + 1]));
  return {
    security: parseSecurity(lines.slice(0, starts[0])),
    operations: blocks.map(parseOperation).filter((operation) => operation !== undefined),
  };
}
