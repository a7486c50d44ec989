import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import { Stream } from 'node:stream';
import { createProxyMiddleware, type Plugin } from 'http-proxy-middleware';
import type { Failure } from '@asterism/api-types/common/failure';
import { forwardChange } from './forward-change.ts';
import { relayAnswer, type RelayOptions } from './relay-answer.ts';
import { brokenOff, tooSlow } from './upstream-failure.ts';
import { createUpstreamAgent } from './upstream-agent.ts';
import { upstreamHeaders, type UpstreamRequest } from './upstream-headers.ts';

/** Maximum size of a forwarded response, in bytes. */
const ANSWER_LIMIT = 16 * 1024 * 1024;

export interface ForwarderOptions {
  /** The federation, as `http://host:port`. */
  readonly federationUrl: string;
  readonly answerLimit?: number;
}

/** A request to the federation, built from parsed values. */
export interface Outgoing extends UpstreamRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path and query. */
  readonly url: string;
  /** Milliseconds for the whole exchange, response included. */
  readonly deadlineMs: number;
  /** The federation no longer accepts the token. */
  readonly onUnauthorized: () => void;
  /** Responds with a failure. */
  readonly refuse: (response: ServerResponse, failed: Failure) => void;
  /** Headers of the response that are not set yet, names and values in turn. */
  readonly ownHeaders: readonly string[];
  /** Receives an answer that can be kept, once it was forwarded whole. */
  readonly keep?: RelayOptions['keep'];
}

export interface Forwarder {
  /** Sends the request and forwards the response. The body of the browser's request must have been read. */
  forward(request: IncomingMessage, response: ServerResponse, outgoing: Outgoing): void;
  close(): void;
}

const FLIGHT = Symbol('flight');

interface Flight {
  readonly outgoing: Outgoing;
  sent: ClientRequest | undefined;
}

/** A request that is being forwarded. A WeakMap in place of the property costs the garbage collector half a request. */
interface Forwarded extends IncomingMessage {
  [FLIGHT]?: Flight;
}

/** The body of every read. */
class NoBody extends Stream {
  override pipe<T extends NodeJS.WritableStream>(destination: T): T {
    destination.end();
    return destination;
  }
}

/**
 * The proxy. http-proxy-middleware forwards reads, and `forwardChange` the rest. What is sent is decided here: method,
 * path, headers and body are set, not filtered. What is returned is decided in `relayAnswer`.
 */
export function createForwarder(options: ForwarderOptions): Forwarder {
  const limit = options.answerLimit ?? ANSWER_LIMIT;
  const target = new URL(options.federationUrl);
  const agent = createUpstreamAgent(target);

  const plugin: Plugin<Forwarded> = (proxy) => {
    proxy.on('proxyReq', (sent, request) => {
      const flight = request[FLIGHT];
      if (flight === undefined) {
        sent.destroy();
        return;
      }
      flight.sent = sent;
    });
    proxy.on('proxyRes', (answer, request, response) => {
      const flight = request[FLIGHT];
      if (flight === undefined || response.headersSent) answer.destroy();
      else relayAnswer(answer, response, { limit, isChange: false, ...flight.outgoing });
    });
    proxy.on('error', (error, request, response) => {
      if (response === undefined || !('headersSent' in response) || response.headersSent) return;
      request?.[FLIGHT]?.outgoing.refuse(response, brokenOff(error, false));
    });
    // The browser has disconnected.
    proxy.on('econnreset', () => undefined);
  };
  const proxy = createProxyMiddleware<Forwarded>({
    target,
    agent,
    changeOrigin: true,
    selfHandleResponse: true,
    buffer: new NoBody(),
    // Its default plugins report errors in plain text, even into a half-sent response.
    ejectPlugins: true,
    plugins: [plugin],
  });

  function read(request: Forwarded, response: ServerResponse, flight: Flight): void {
    request[FLIGHT] = flight;
    request.method = flight.outgoing.method;
    request.url = flight.outgoing.url;
    request.headers = upstreamHeaders(flight.outgoing);
    void proxy(request, response);
  }

  return {
    forward: (request, response, outgoing) => {
      const flight: Flight = { outgoing, sent: undefined };
      const isChange = outgoing.method !== 'GET';
      const deadline = setTimeout(() => {
        if (response.headersSent) response.destroy();
        else outgoing.refuse(response, tooSlow(isChange));
        flight.sent?.destroy();
      }, outgoing.deadlineMs);
      response.once('close', () => clearTimeout(deadline));
      if (isChange) flight.sent = forwardChange({ ...options, agent, limit }, response, outgoing);
      else read(request, response, flight);
    },
    close: () => agent.destroy(),
  };
}
