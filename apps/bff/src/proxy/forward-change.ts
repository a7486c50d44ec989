import {
  request as httpRequest,
  type Agent,
  type ClientRequest,
  type ServerResponse,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import { urlToHttpOptions } from 'node:url';
import type { Outgoing } from './forwarder.ts';
import { relayAnswer } from './relay-answer.ts';
import { brokenOff } from './upstream-failure.ts';
import { upstreamHeaders } from './upstream-headers.ts';

export interface ChangeForwarding {
  readonly federationUrl: string;
  readonly agent: Agent;
  /** Maximum size of a response, in bytes. */
  readonly limit: number;
}

/**
 * Sends a change and responds only once the whole response has arrived. The proxy would close the browser's connection
 * together with the federation's; this reports that the outcome of the change is unknown.
 */
export function forwardChange(
  { federationUrl, agent, limit }: ChangeForwarding,
  response: ServerResponse,
  outgoing: Outgoing,
): ClientRequest {
  const target = urlToHttpOptions(new URL(federationUrl));
  const { method, url: path, body } = outgoing;
  const request = target.protocol === 'https:' ? httpsRequest : httpRequest;
  const sent = request({ ...target, path, method, agent, headers: upstreamHeaders(outgoing) });
  sent.on('error', (error) => {
    if (!response.headersSent) outgoing.refuse(response, brokenOff(error, true));
  });
  sent.once('response', (answer) => {
    if (response.headersSent) answer.destroy();
    else relayAnswer(answer, response, { limit, isChange: true, ...outgoing });
  });
  // The browser has disconnected.
  response.once('close', () => sent.destroy());
  sent.end(body);
  return sent;
}
