import { setTimeout as pause } from 'node:timers/promises';
import { createClient, type ApiResult } from '@asterism/api-types/client/client';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { isFinal } from '@asterism/api-types/federation-api/workflow';
import { controlApi } from '@asterism/cluster-sim/http/control-api';

const ATTACH_TIMEOUT_MS = 180_000;

export interface AttachOptions {
  readonly federationUrl: string;
  readonly simulatorControlUrl: string;
  readonly adminPassword: string;
  readonly apiEndpoints: readonly string[];
  /** How long each may take; {@link ATTACH_TIMEOUT_MS} when it is not said. */
  readonly timeoutMs?: number;
}

/** An attach as an admin does it by hand, over the same HTTP APIs. */
export async function attachClusters(options: AttachOptions): Promise<Result<void, string>> {
  const { timeoutMs = ATTACH_TIMEOUT_MS } = options;
  const credentials = Buffer.from(`admin:${options.adminPassword}`).toString('base64');
  const simulator = createClient(controlApi, { fetch, baseUrl: options.simulatorControlUrl });
  const anybody = createClient(federationApi, { fetch, baseUrl: options.federationUrl });
  const login = await anybody.login({}, { headers: { authorization: `Basic ${credentials}` } });
  if (!login.ok) return failed('sign in', login);
  const federation = createClient(federationApi, {
    fetch,
    baseUrl: options.federationUrl,
    headers: () => ({ authorization: `Bearer ${login.value.idToken}` }),
  });

  async function follow(workflowId: string): Promise<Result<void, string>> {
    const deadline = performance.now() + timeoutMs;
    while (performance.now() < deadline) {
      const answer = await federation.getWorkflow({ workflowId });
      if (!answer.ok) return failed('follow the workflow', answer);
      const { state, msg } = answer.value.workflow;
      if (state === 'FAILED') return err(msg);
      if (isFinal(state)) return ok(undefined);
      await pause(100);
    }
    return err(`It took more than ${timeoutMs / 1000} s.`);
  }

  async function attach(apiEndpoint: string): Promise<Result<void, string>> {
    const key = await federation.getServiceCredentials({});
    if (!key.ok) return failed('get the service key', key);
    const imported = await simulator.importCredential({ apiEndpoint, ...key.value });
    if (!imported.ok) return failed('import the service key', imported);
    const started = await federation.attachCluster({ apiEndpoint });
    if (!started.ok) return failed('attach', started);
    return follow(started.value.workflowId);
  }

  const clusters = await federation.listClusters({});
  if (!clusters.ok) return failed('list clusters', clusters);
  const attached = new Set(clusters.value.clusters.flatMap(({ apiEndpoints }) => apiEndpoints));
  for (const apiEndpoint of options.apiEndpoints) {
    const outcome = attached.has(apiEndpoint) ? ok(undefined) : await attach(apiEndpoint);
    if (!outcome.ok) return err(`${apiEndpoint} could not be attached: ${outcome.error}`);
  }
  return ok(undefined);
}

const failed = (deed: string, result: ApiResult<unknown> & { ok: false }) =>
  err(`could not ${deed}: ${result.error.message}`);
