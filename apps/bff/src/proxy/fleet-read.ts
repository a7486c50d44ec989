import type { IncomingHttpHeaders } from 'node:http';
import { chosenEncoding, type Encoding } from '@asterism/api-server/answer-encoding';
import { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { PROXIED, type ProxiedName } from './proxy-policy.ts';

/** What the browser takes of an answer, and which one it has. */
export interface FleetRead {
  readonly encoding: Encoding | undefined;
  /** Well-formed ETags and nothing else. */
  readonly ifNoneMatch: string | undefined;
}

const ETAGS = /^(W\/)?"[\w-]{1,64}"(, ?(W\/)?"[\w-]{1,64}"){0,3}$/;

/** For the reads that the federation tags and compresses, which are those of its extension; undefined for all others. */
export function fleetReadOf(
  name: ProxiedName,
  { 'accept-encoding': accepted, 'if-none-match': known = '' }: IncomingHttpHeaders,
): FleetRead | undefined {
  if (!Object.hasOwn(fleetApi, name) || PROXIED[name].method !== 'GET') return undefined;
  return {
    encoding: chosenEncoding(accepted?.toString()),
    ifNoneMatch: ETAGS.test(known) ? known : undefined,
  };
}
