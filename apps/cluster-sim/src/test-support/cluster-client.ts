import { once } from 'node:events';
import { connect } from 'node:tls';
import { Agent, fetch } from 'undici';

/** An answer of a simulated cluster, or of anything that speaks JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body, when it is a JSON object. */
  readonly json: Record<string, unknown>;
}

export interface SendOptions {
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal | undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

/** Real HTTPS without a name to verify: what these tests pin is the fingerprint. */
export function createTestClient(): {
  send(method: string, url: string, options?: SendOptions): Promise<Answer>;
  /** The SHA-256 fingerprint of the certificate that an endpoint presents. */
  fingerprintOf(apiEndpoint: string): Promise<string>;
  close(): Promise<void>;
} {
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
  return {
    async send(method, url, { token, body, headers = {}, signal } = {}) {
      const response = await fetch(url, {
        method,
        dispatcher,
        ...(signal === undefined ? {} : { signal }),
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...headers,
        },
        ...(body === undefined
          ? {}
          : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const { status } = response;
      return { status, headers: new Headers([...response.headers]), text, json: parse(text) };
    },
    async fingerprintOf(apiEndpoint) {
      const { hostname, port } = new URL(`https://${apiEndpoint}`);
      const socket = connect({ host: hostname, port: Number(port), rejectUnauthorized: false });
      await once(socket, 'secureConnect');
      const { fingerprint256 } = socket.getPeerCertificate();
      socket.destroy();
      return fingerprint256;
    },
    close: () => dispatcher.destroy(),
  };
}
