import { Agent as HttpAgent, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Request, Response } from 'express';
import { createProxyMiddleware, type Plugin } from 'http-proxy-middleware';
import { refuse } from '../http/refuse.ts';
import { forwardChange } from './forward-change.ts';
import { relayAnswer } from './relay-answer.ts';
import { brokenOff, tooSlow } from './upstream-failure.ts';
import { upstreamHeaders, type UpstreamRequest } from './upstream-headers.ts';

/** Maximum size of a forwarded response, in bytes. */
const ANSWER_LIMIT = 16 * 1024 * 1024;

/**
 * Idle connections are closed well before the federation closes them, by the timeout that it announces: a request sent
 * during the close would fail, even while this process is too busy to notice the time.
 */
const KEEP_ALIVE = {
  keepAlive: true,
  timeout: 45_000,
  agentKeepAliveTimeoutBuffer: 15_000,
} as const;

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
}

export interface Forwarder {
  /** Sends the request and forwards the response. The body of the browser's request must have been read. */
  forward(request: Request, response: Response, outgoing: Outgoing): void;
  close(): void;
}

interface Flight {
  readonly outgoing: Outgoing;
  sent: ClientRequest | undefined;
}

/**
 * The proxy. http-proxy-middleware forwards reads, and `forwardChange` the rest. What is sent is decided here: method,
 * path, headers and body are set, not filtered. What is returned is decided in `relayAnswer`.
 */
export function createForwarder(options: ForwarderOptions): Forwarder {
  const limit = options.answerLimit ?? ANSWER_LIMIT;
  const isTls = options.federationUrl.startsWith('https:');
  const agent = isTls ? new HttpsAgent(KEEP_ALIVE) : new HttpAgent(KEEP_ALIVE);
  const flights = new WeakMap<IncomingMessage, Flight>();

  const plugin: Plugin<Request, Response> = (proxy) => {
    proxy.on('proxyReq', (sent, request) => {
      const flight = flights.get(request);
      if (flight === undefined) {
        sent.destroy();
        return;
      }
      flight.sent = sent;
    });
    proxy.on('proxyRes', (answer, request, response) => {
      const flight = flights.get(request);
      if (flight === undefined || response.headersSent) answer.destroy();
      else {
        const { onUnauthorized } = flight.outgoing;
        relayAnswer(answer, response, { limit, isChange: false, onUnauthorized });
      }
    });
    proxy.on('error', (error, _request, response) => {
      if (response === undefined || !('headersSent' in response) || response.headersSent) return;
      refuse(response, brokenOff(error, false));
    });
    // The browser has disconnected.
    proxy.on('econnreset', () => undefined);
  };
  const proxy = createProxyMiddleware<Request, Response>({
    target: options.federationUrl,
    agent,
    changeOrigin: true,
    selfHandleResponse: true,
    // Its default plugins report errors in plain text, even into a half-sent response.
    ejectPlugins: true,
    plugins: [plugin],
  });

  return {
    forward: (request, response, outgoing) => {
      const flight: Flight = { outgoing, sent: undefined };
      const isChange = outgoing.method !== 'GET';
      const deadline = setTimeout(() => {
        if (response.headersSent) response.destroy();
        else refuse(response, tooSlow(isChange));
        flight.sent?.destroy();
      }, outgoing.deadlineMs);
      response.once('close', () => clearTimeout(deadline));
      if (isChange) {
        flight.sent = forwardChange({ ...options, agent, limit }, response, outgoing);
        return;
      }
      flights.set(request, flight);
      request.method = outgoing.method;
      request.url = outgoing.url;
      request.headers = upstreamHeaders(outgoing);
      void proxy(request, response);
    },
    close: () => agent.destroy(),
  };
}
