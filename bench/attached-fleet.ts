import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createClient } from '@asterism/api-types/client/client';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import {
  startProcess,
  type FederationProcess,
} from '@asterism/federation/test-support/federation-process';
import { attachClusters } from '@asterism/test-stack/attach-clusters';
import { z } from 'zod/mini';

/** What the thread says when it listens; see `fleet-server.ts`. */
const servedFleet = z.object({ controlUrl: z.string(), endpoints: z.array(z.string()) });
export type ServedFleet = z.infer<typeof servedFleet>;

/** Of one cluster, also on a machine that others use. */
const ATTACH_MS = 15 * 60_000;
const PASSWORD = 'a password for the bench';

/** A federation in a process of its own, and clusters that are attached to it. */
export interface AttachedFleet {
  readonly federation: FederationProcess;
  /** The header of an admin's requests. */
  readonly headers: Readonly<Record<string, string>>;
  /** How long it took to attach all. */
  readonly seconds: number;
  stop(): Promise<void>;
}

async function tokenOf(url: string): Promise<string> {
  const basic = Buffer.from(`admin:${PASSWORD}`).toString('base64');
  const login = await createClient(federationApi, { fetch, baseUrl: url }).login(
    {},
    { headers: { authorization: `Basic ${basic}` } },
  );
  if (!login.ok) throw new Error(login.error.message);
  return login.value.idToken;
}

/** Starts a federation, and attaches clusters that have so many volumes together. */
export async function attachFleet(clusters: number, volumes: number): Promise<AttachedFleet> {
  const worker = new Worker(new URL('fleet-server.ts', import.meta.url), {
    workerData: [clusters, volumes],
  });
  const messages: unknown[] = await once(worker, 'message');
  const { controlUrl, endpoints } = servedFleet.parse(messages[0]);
  const dataDir = await mkdtemp(join(tmpdir(), 'asterism-bench-'));
  const federation = await startProcess({
    ASTERISM_DATA_DIR: dataDir,
    ASTERISM_ADMIN_PASSWORD: PASSWORD,
  });
  async function stop(): Promise<void> {
    await federation.end('SIGTERM');
    await worker.terminate();
    await rm(dataDir, { recursive: true, force: true });
  }
  // From here on, the most memory that it ever had is counted anew: a new database takes more for a moment.
  writeFileSync(`/proc/${federation.pid}/clear_refs`, '5');
  const startedAt = performance.now();
  const attached = await attachClusters({
    federationUrl: federation.url,
    simulatorControlUrl: controlUrl,
    adminPassword: PASSWORD,
    apiEndpoints: endpoints,
    timeoutMs: ATTACH_MS,
  });
  const seconds = (performance.now() - startedAt) / 1000;
  if (!attached.ok) {
    await stop();
    throw new Error(attached.error);
  }
  const headers = { authorization: `Bearer ${await tokenOf(federation.url)}` };
  return { federation, headers, seconds, stop };
}
