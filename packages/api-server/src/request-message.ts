import { pathParameters, usesQuery, type Operation } from '@asterism/api-types/common/operation';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { failure, type Failure } from '@asterism/api-types/common/failure';

/** A request's message before it is parsed: one record, whatever part of the request its fields came from. */
export type Message = Readonly<Record<string, unknown>>;

/** The parts of a request that a message is read from. */
export interface RequestParts {
  readonly params: Readonly<Record<string, string>>;
  /** What follows `?` in the URL; empty when nothing does. */
  readonly search: string;
  readonly body: string;
}

/** Where the first JSON value of the text ends: trailing bytes are ignored on this wire (lightbits-api §1.1). */
function endOfFirstValue(text: string): number {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i];
    if (quoted) {
      if (char === '\\') i += 1;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') {
      depth -= 1;
      if (depth === 0) return i + 1;
    }
  }
  return text.length;
}

/** Nulls are absent fields (lightbits-api §1.1). */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== null)
      .map(([name, field]) => [name, withoutNulls(field)]),
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What JSON takes for space before a value: a byte order mark is none. */
const JSON_SPACE = /^[ \t\r\n]+/;

function bodyMessage(body: string): Result<Message, Failure> {
  const text = body.replace(JSON_SPACE, '');
  if (text === '' || /^null\b/.test(text)) return ok({});
  try {
    const value: unknown = JSON.parse(
      /^[[{]/.test(text) ? text.slice(0, endOfFirstValue(text)) : text,
    );
    const message = withoutNulls(value);
    return isRecord(message)
      ? ok(message)
      : err(failure('invalidArgument', 'the body must be a JSON object'));
  } catch {
    return err(failure('invalidArgument', 'the body is not valid JSON'));
  }
}

/** What the gateway's reader of queries refuses: half an escape, and semicolons between parameters. */
const NO_QUERY = /%(?![0-9a-f]{2})|;/i;

/** Of a repeated query parameter the first value counts (lightbits-api §1.1). */
function queryMessage(search: string): Result<Message, Failure> {
  if (NO_QUERY.test(search)) {
    return err(failure('invalidArgument', 'the query is not properly escaped'));
  }
  const message = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(search)) {
    if (!message.has(name)) message.set(name, value);
  }
  return ok(Object.fromEntries(message));
}

/** Reads a request's message: the query on GET and DELETE, the body on POST and PUT, path parameters over both. */
export function readMessage(operation: Operation, parts: RequestParts): Result<Message, Failure> {
  const read = (): Result<Message, Failure> => {
    if (operation.ignoresBody === true) return ok({});
    return usesQuery(operation.method) ? queryMessage(parts.search) : bodyMessage(parts.body);
  };
  const message = read();
  if (!message.ok) return message;
  const fromPath = pathParameters(operation.path).map((name) => [name, parts.params[name] ?? '']);
  return ok({ ...message.value, ...Object.fromEntries(fromPath) });
}
