import { failure, type Failure } from '@asterism/api-types/common/failure';
import type { Operation } from '@asterism/api-types/common/operation';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { policyTaskApi } from '@asterism/api-types/fleet-api/qos-policy-task';
import { snapshotTaskApi } from '@asterism/api-types/fleet-api/snapshot-task';
import { snapshotApi } from '@asterism/api-types/fleet-api/snapshot-api';
import { taskApi } from '@asterism/api-types/fleet-api/task-api';
import { problemApi } from '@asterism/api-types/fleet-api/problem-api';
import { seriesApi } from '@asterism/api-types/fleet-api/series-api';
import { usageApi } from '@asterism/api-types/fleet-api/usage-api';
import { ACCESS, mayAsk } from '@asterism/api-types/rules/access';
import type { Rights } from '@asterism/api-types/rules/roles';
import type { JsonObject } from '../http/strict-json.ts';

const { login: _onlyByTheBff, ...ofReference } = federationApi;
const { revokeToken: _onlyByTheBffToo, ...ofFleet } = fleetApi;

/** The operations that a browser may request: all but those on tokens, which it does not have. */
export const PROXIED = {
  ...ofReference,
  ...ofFleet,
  ...taskApi,
  ...policyTaskApi,
  ...snapshotTaskApi,
  ...snapshotApi,
  ...usageApi,
  ...seriesApi,
  ...problemApi,
} as const;
export type ProxiedName = keyof typeof PROXIED;

const isProxied = (name: string): name is ProxiedName => Object.hasOwn(PROXIED, name);
export const PROXIED_NAMES = Object.keys(PROXIED).filter(isProxied);

const NAMES = new Map<Operation, ProxiedName>(PROXIED_NAMES.map((name) => [PROXIED[name], name]));
/** The name of an operation; undefined when a browser may not request it. */
export const proxiedNameOf = (operation: Operation): ProxiedName | undefined =>
  NAMES.get(operation);

/** Why these rights do not permit the operation; undefined when they do. The federation checks again, in more detail. */
export function rightFailure(
  name: ProxiedName,
  rights: Rights,
  { projectName }: JsonObject,
): Failure | undefined {
  const project = typeof projectName === 'string' ? projectName : '';
  const verdict = mayAsk(ACCESS[name], rights, project);
  return verdict.allowed ? undefined : failure('permissionDenied', verdict.reason);
}
