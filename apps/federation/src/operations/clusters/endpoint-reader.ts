import { isIP } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { formatEndpoint, parseEndpoint } from '@asterism/api-types/rules/endpoint';
import type { AddressPolicy } from '../../cluster-client/address-policy.ts';
import type { Resolve } from '../../cluster-client/connect-tls.ts';

const RESOLVE_MS = 2000;

/** Reads the endpoint of an attach into one spelling; 400 when it is not one, or lies where no cluster may be. */
export type EndpointReader = (apiEndpoint: string) => Promise<Result<string, Failure>>;

/**
 * An {@link EndpointReader} that costs at most one name lookup. A name that does not resolve is let through: the
 * workflow will say so. The policy is asked again at every connect.
 */
export function createEndpointReader(policy: AddressPolicy, resolve: Resolve): EndpointReader {
  async function addressOf(host: string): Promise<string | undefined> {
    if (isIP(host) !== 0) return host;
    const patience = new AbortController();
    const address = await Promise.race([
      resolve(host).catch(() => undefined),
      pause(RESOLVE_MS, undefined, { signal: patience.signal }).catch(() => undefined),
    ]);
    patience.abort();
    return address;
  }

  return async (apiEndpoint) => {
    const endpoint = parseEndpoint(apiEndpoint);
    if (!endpoint.ok) {
      return err(failure('invalidArgument', `apiEndpoint: ${endpoint.error}`));
    }
    const host = endpoint.value.host.toLowerCase();
    const address = await addressOf(host);
    if (address !== undefined && !policy(address, endpoint.value.port)) {
      return err(failure('invalidArgument', 'apiEndpoint: address not permitted'));
    }
    return ok(formatEndpoint({ host, port: endpoint.value.port }));
  };
}
