import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Request } from 'express';
import {
  hasFeedProof,
  provenForwarded,
  type BffProofKeys,
} from '@asterism/server-kit/secrets/bff-proof';
import { isInNetworks, networkList } from '../cluster-client/address-policy.ts';

/** An id that may be logged and passed on to clusters. */
const SAFE_ID = /^[\w.:-]{1,64}$/;

/** Where requests come from. Only the BFF is believed, and the proxies that are configured. */
export interface RequestOrigins {
  /** The client's address. */
  readonly addressOf: (request: Request) => string;
  /** The id of the request in all logs: the BFF's, or one of our own. */
  readonly requestIdOf: (request: IncomingMessage) => string;
  /** The id that anybody else gave their request: to be recorded, and to be believed in nothing. */
  readonly clientRequestIdOf: (request: IncomingMessage) => string | undefined;
  /** Whether a request came through the console; its proof says so, not its address. */
  readonly isFromConsole: (request: IncomingMessage) => boolean;
  /** Whether a BFF asks for itself, and not for one of its people. An address is no proof of that. */
  readonly isFromBff: (request: IncomingMessage) => boolean;
}

export interface RequestOriginsOptions {
  readonly proofKeys: BffProofKeys;
  /** As Express has them too. */
  readonly trustedProxies: readonly string[];
}

export function createRequestOrigins(options: RequestOriginsOptions): RequestOrigins {
  const { proofKeys } = options;
  const proxies = networkList(options.trustedProxies);
  const givenId = ({ headers }: IncomingMessage): string | undefined => {
    const id = headers['x-request-id'];
    return typeof id === 'string' && SAFE_ID.test(id) ? id : undefined;
  };
  const isBelieved = ({ headers, socket }: IncomingMessage): boolean =>
    provenForwarded(proofKeys, headers) !== undefined ||
    isInNetworks(proxies, socket.remoteAddress ?? '');

  return {
    addressOf: (request) =>
      provenForwarded(proofKeys, request.headers)?.address ?? request.ip ?? '',
    requestIdOf: (request) => (isBelieved(request) ? givenId(request) : undefined) ?? randomUUID(),
    clientRequestIdOf: (request) => (isBelieved(request) ? undefined : givenId(request)),
    isFromConsole: ({ headers }) => provenForwarded(proofKeys, headers) !== undefined,
    isFromBff: ({ headers }) => hasFeedProof(proofKeys, headers, Date.now()),
  };
}

/** The idToken of a request: in `Authorization: Bearer`, or in `api_key`. */
export function bearerTokenOf(request: Request): string | undefined {
  const bearer = /^Bearer ([^\s]+)$/i.exec(request.get('authorization') ?? '');
  return bearer?.[1] ?? request.get('api_key');
}
