import { isIP } from 'node:net';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { formatEndpoint, type Endpoint } from '@asterism/api-types/rules/endpoint';
import type { AddressPolicy } from './address-policy.ts';
import type { ConnectionFailure } from './cluster-client.ts';
import type { Resolve } from './resolve-names.ts';

export interface AddressOptions {
  readonly policy: AddressPolicy;
  readonly resolve: Resolve;
  /** Milliseconds. */
  readonly timeoutMs: number;
}

/** The same words for every refused address: an answer must not map the network behind us. */
const notPermitted: ConnectionFailure = { kind: 'not-permitted', reason: 'address not permitted' };

/** The address to connect to: resolved once, judged, and then used as it is. */
export async function permittedAddress(
  endpoint: Endpoint,
  { policy, resolve, timeoutMs }: AddressOptions,
): Promise<Result<string, ConnectionFailure>> {
  const { promise, resolve: settle } = Promise.withResolvers<string | undefined>();
  const timer = setTimeout(() => settle(undefined), timeoutMs);
  const resolved =
    isIP(endpoint.host) === 0 ? resolve(endpoint.host) : Promise.resolve(endpoint.host);
  const address = await Promise.race([resolved.catch(() => undefined), promise]);
  clearTimeout(timer);
  if (address === undefined) {
    const reason = `${formatEndpoint(endpoint)} has a name that does not resolve`;
    return err({ kind: 'no-address', reason });
  }
  return policy(address, endpoint.port) ? ok(address) : err(notPermitted);
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses connections',
  EHOSTUNREACH: 'cannot be reached: there is no route to it',
  ENETUNREACH: 'cannot be reached: there is no route to it',
  ETIMEDOUT: 'does not answer',
  ECONNRESET: 'broke the connection off',
  UND_ERR_SOCKET: 'broke the connection off',
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Why a socket has failed, as what an endpoint does. */
export const socketReason = (error: unknown): string | undefined => REASONS[codeOf(error)];
