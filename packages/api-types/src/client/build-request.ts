import { pathParameters, usesQuery, type Operation } from '../common/operation.ts';

/** A request of an operation, ready for `fetch`. */
export interface BuiltRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly body: string | undefined;
}

const isGiven = (value: unknown): value is string | number | boolean =>
  value !== undefined && value !== null && value !== '';

const textOf = (value: unknown): string => (isGiven(value) ? String(value) : '');

/** Puts an operation's input where it belongs: path, query or JSON body. */
export function buildRequest(
  operation: Pick<Operation, 'method' | 'path'>,
  input: Readonly<Record<string, unknown>>,
): BuiltRequest {
  const inPath = new Set(pathParameters(operation.path));
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(textOf(input[name])),
  );
  const rest = Object.entries(input).filter(([name]) => !inPath.has(name));
  if (usesQuery(operation.method)) {
    const query = new URLSearchParams();
    for (const [name, value] of rest) if (isGiven(value)) query.set(name, String(value));
    const text = query.toString();
    return {
      method: operation.method,
      url: text === '' ? path : `${path}?${text}`,
      body: undefined,
    };
  }
  return { method: operation.method, url: path, body: JSON.stringify(Object.fromEntries(rest)) };
}
