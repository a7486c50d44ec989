import { isIP } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { invalidField, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { RequestOrigin } from '@asterism/api-types/fleet-api/request-origin';
import { formatEndpoint, parseEndpoint } from '@asterism/api-types/rules/endpoint';
import type { AddressPolicy } from '../../cluster-client/address-policy.ts';
import type { Resolve } from '../../cluster-client/resolve-names.ts';
import type { Principal } from '../../identity/principal.ts';
import type { WorkflowService } from '../../workflows/workflow-service.ts';
import { workflowFailure } from '../workflows/workflow-failure.ts';

export interface AttachDeps {
  /** Asked again at every connect. */
  readonly addressPolicy: AddressPolicy;
  readonly resolve: Resolve;
  readonly workflows: Pick<WorkflowService, 'attach'>;
}

export interface AttachRequest {
  readonly apiEndpoint: string;
  readonly tlsFingerprint?: string | undefined;
  /** The workflow's, when it must be the same one however often this is asked. */
  readonly id?: string | undefined;
  readonly origin: RequestOrigin;
}

const RESOLVE_MS = 2000;

async function addressOf(host: string, resolve: Resolve): Promise<string | undefined> {
  if (isIP(host) !== 0) return host;
  const waiting = new AbortController();
  const address = await Promise.race([
    resolve(host).catch(() => undefined),
    pause(RESOLVE_MS, undefined, { signal: waiting.signal }).catch(() => undefined),
  ]);
  waiting.abort();
  return address;
}

/** The endpoint in its one spelling, at the cost of one name lookup at most. */
async function readEndpoint(
  { addressPolicy, resolve }: AttachDeps,
  apiEndpoint: string,
): Promise<Result<string, Failure>> {
  const endpoint = parseEndpoint(apiEndpoint);
  if (!endpoint.ok) return err(invalidField('apiEndpoint', endpoint.error));
  const host = endpoint.value.host.toLowerCase();
  const { port } = endpoint.value;
  const address = await addressOf(host, resolve);
  if (address !== undefined && !addressPolicy(address, port)) {
    return err(invalidField('apiEndpoint', 'address not permitted'));
  }
  return ok(formatEndpoint({ host, port }));
}

/**
 * Starts the attach of a cluster; the answer is the workflow's id. Fails with `invalidArgument` when the endpoint is not
 * one, or lies where no cluster may be. A name that does not resolve is let through: the workflow reports it.
 */
export async function attachCluster(
  deps: AttachDeps,
  principal: Principal,
  { apiEndpoint, tlsFingerprint, id, origin }: AttachRequest,
): Promise<Result<string, Failure>> {
  const endpoint = await readEndpoint(deps, apiEndpoint);
  if (!endpoint.ok) return endpoint;
  const request = { apiEndpoint: endpoint.value, tlsFingerprint, id, origin };
  const workflowId = await deps.workflows.attach(request, principal);
  return workflowId.ok ? workflowId : err(workflowFailure(workflowId.error));
}
