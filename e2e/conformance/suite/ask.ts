import type { Answer } from '../http/send.ts';
import type { Role, Target } from '../targets/target.ts';

export interface Asking {
  readonly as?: Role;
  readonly headers?: Readonly<Record<string, string>>;
}

const textOf = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body));

/** Asks a target as a program would: a body that is no text goes as JSON. Paths are below `/api/v2`. */
export function askOf(target: () => Target) {
  const ask = (
    method: string,
    path: string,
    body?: unknown,
    asking: Asking = {},
  ): Promise<Answer> => {
    const credentials = target().credentials(asking.as ?? 'admin');
    return target().send({
      method,
      path: `/api/v2${path}`,
      headers: { ...credentials, ...asking.headers },
      ...(body === undefined ? {} : { body: textOf(body) }),
    });
  };
  return {
    ask,
    get: (path: string, asking?: Asking) => ask('GET', path, undefined, asking),
    post: (path: string, body: unknown, asking?: Asking) => ask('POST', path, body, asking),
    put: (path: string, body: unknown, asking?: Asking) => ask('PUT', path, body, asking),
    del: (path: string, asking?: Asking) => ask('DELETE', path, undefined, asking),
  };
}
export type Ask = ReturnType<typeof askOf>;

/** A UUID that nothing has. */
export const UNKNOWN_UUID = '00000000-0000-4000-8000-00000000beef';
