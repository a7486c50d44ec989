import { SESSION_COOKIE } from '../http/session-cookie.ts';
import { PASSWORD } from './upstream.ts';

/** A response, read whole. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface Sending {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Acts as a browser on the console's own page: keeps the cookie and sends the origin of its requests. */
export interface Browser {
  send(method: string, path: string, sending?: Sending): Promise<Answered>;
  get(path: string): Promise<Answered>;
  login(user: string, password?: string): Promise<Answered>;
  cookie(): string | undefined;
  setCookie(value: string | undefined): void;
}

export function createBrowser(target: { readonly url: string }): Browser {
  let cookie: string | undefined;

  async function send(method: string, path: string, sending: Sending = {}): Promise<Answered> {
    const response = await fetch(target.url + path, {
      method,
      redirect: 'manual',
      headers: {
        'sec-fetch-site': 'same-origin',
        ...(cookie === undefined ? {} : { cookie: `${SESSION_COOKIE}=${cookie}` }),
        ...(sending.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...sending.headers,
      },
      ...(sending.body === undefined
        ? {}
        : {
            body: typeof sending.body === 'string' ? sending.body : JSON.stringify(sending.body),
          }),
    });
    for (const line of response.headers.getSetCookie()) {
      const value = new RegExp(`^${SESSION_COOKIE}=([^;]*)`).exec(line)?.[1];
      if (value !== undefined) cookie = value === '' ? undefined : value;
    }
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  return {
    send,
    get: (path) => send('GET', path),
    login: (username, password = PASSWORD) =>
      send('POST', '/auth/login', { body: { username, password } }),
    cookie: () => cookie,
    setCookie: (value) => {
      cookie = value;
    },
  };
}
