import type { ServerAnswer } from '@asterism/api-types/client/client';

type Send = (url: string, init: RequestInit) => Promise<Response>;

/** Where answers have ETags. */
const TAGGED_PATHS = '/api/v2/fleet/';
/** How many answers are kept, and the longest of them, in characters. */
const KEPT = 16;
const KEPT_LENGTH = 512 * 1024;
export const NOT_MODIFIED = 304;

interface Known {
  readonly etag: string;
  readonly text: string;
}

/**
 * Asks for lists with what is known of them, so that one which is as before costs no bytes. In memory, for the server
 * forbids the browser to store them: it says each time whether this person would be given the same now.
 */
export function rememberAnswers(
  send: Send,
): (url: string, init: RequestInit) => Promise<ServerAnswer> {
  const known = new Map<string, Known>();

  function keep(url: string, etag: string, text: string): void {
    known.delete(url);
    if (text.length > KEPT_LENGTH) return;
    known.set(url, { etag, text });
    const [oldest] = known.keys();
    if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
  }

  return async (url, init) => {
    if (init.method !== 'GET' || !url.startsWith(TAGGED_PATHS)) return send(url, init);
    const had = known.get(url);
    const headers = new Headers(init.headers);
    if (had !== undefined) headers.set('if-none-match', had.etag);
    const response = await send(url, { ...init, headers });
    const { status } = response;
    if (status === NOT_MODIFIED && had !== undefined) {
      return { ok: true, status: 200, headers: response.headers, text: async () => had.text };
    }
    const etag = response.headers.get('etag');
    if (!response.ok || etag === null) return response;
    return {
      ok: true,
      status,
      headers: response.headers,
      async text() {
        const text = await response.text();
        keep(url, etag, text);
        return text;
      },
    };
  };
}
