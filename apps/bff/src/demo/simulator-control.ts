import { z } from 'zod/mini';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { failure, invalidField, type Failure } from '@asterism/api-types/common/failure';

const TIMEOUT_MS = 5000;

const clustersAnswer = z.array(z.object({ name: z.string(), apiEndpoint: z.string() }));
type Clusters = z.infer<typeof clustersAnswer>;

export interface ServiceCredential {
  readonly apiEndpoint: string;
  readonly pubKeyId: string;
  readonly pubKey: string;
}

/** The part of the simulator's control API that the demo uses. */
export interface SimulatorControl {
  clusters(): Promise<Result<Clusters, Failure>>;
  importCredential(credential: ServiceCredential): Promise<Result<undefined, Failure>>;
}

const notReached = (): Failure =>
  failure('unavailable', 'The simulator cannot be reached.', { retryAfterSeconds: 5 });

export function createSimulatorControl(url: string): SimulatorControl {
  const ask = (path: string, init: RequestInit = {}): Promise<Response | undefined> =>
    fetch(`${url}${path}`, {
      ...init,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch(() => undefined);

  return {
    clusters: async () => {
      const response = await ask('/clusters');
      const body: unknown = await response?.json().catch(() => undefined);
      const answer = clustersAnswer.safeParse(body);
      return response?.ok === true && answer.success ? ok(answer.data) : err(notReached());
    },
    importCredential: async (credential) => {
      const response = await ask('/import-credential', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(credential),
      });
      if (response?.ok === true) return ok(undefined);
      if (response === undefined || response.status >= 500) return err(notReached());
      const { apiEndpoint } = credential;
      return err(invalidField('apiEndpoint', `${apiEndpoint} is none of the simulated clusters`));
    },
  };
}
