import type { RawRequest } from '../http/send.ts';

/** What goes into the places of a request: `{{UUID}}` and so on. */
export type Values = Readonly<Record<string, string>>;

const fillText = (text: string, values: Values): string =>
  text.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);

/** The request with the values in their places, in path, headers and body. */
export function fill({ method, path, headers = {}, body }: RawRequest, values: Values): RawRequest {
  return {
    method,
    path: fillText(path, values),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, fillText(value, values)]),
    ),
    body: typeof body === 'string' ? fillText(body, values) : body,
  };
}
