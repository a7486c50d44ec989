import { failure, type Failure } from '@asterism/api-types/common/failure';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { ACCESS, mayAsk } from '@asterism/api-types/rules/access';
import { rightsOf } from '@asterism/api-types/rules/roles';
import type { JsonObject } from '../http/strict-json.ts';

const { login: _onlyByTheBff, ...ofReference } = federationApi;
const { revokeToken: _onlyByTheBffToo, ...ofFleet } = fleetApi;

/** The operations that a browser may request: all but those on tokens, which it does not have. */
export const PROXIED = { ...ofReference, ...ofFleet } as const;
export type ProxiedName = keyof typeof PROXIED;

const isProxied = (name: string): name is ProxiedName => Object.hasOwn(PROXIED, name);
export const PROXIED_NAMES = Object.keys(PROXIED).filter(isProxied);

/** Why these roles do not permit the operation; undefined when they do. The federation checks again, in more detail. */
export function rightFailure(
  name: ProxiedName,
  roles: readonly string[],
  { projectName }: JsonObject,
): Failure | undefined {
  const project = typeof projectName === 'string' ? projectName : '';
  const verdict = mayAsk(ACCESS[name], rightsOf(roles), project);
  return verdict.allowed ? undefined : failure('permissionDenied', verdict.reason);
}
