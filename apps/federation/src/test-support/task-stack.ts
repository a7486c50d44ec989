import { expect, vi } from 'vitest';
import type { ApiResult } from '@asterism/api-types/client/client';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import {
  isFinalTask,
  type FleetTask,
  type TaskItem,
} from '@asterism/api-types/fleet-api/fleet-task';
import { attachClusters } from '@asterism/test-stack/attach-clusters';
import {
  ADMIN_PASSWORD,
  signIn,
  startTestFederation,
  VIEWER_PASSWORD,
  type FederationClient,
  type TestFederation,
} from './test-federation.ts';
import { startTestSimulator, type TestSimulator } from './test-simulator.ts';

export const SOON = { timeout: 20_000, interval: 30 };

/** A federation with attached clusters, on which tasks are carried out. */
export interface TaskStack {
  readonly federation: TestFederation;
  readonly simulator: TestSimulator;
  /** Signs both people in. */
  signIn(): Promise<{ admin: FederationClient; viewer: FederationClient }>;
  /** Attaches clusters, or attaches them again. */
  attach(apiEndpoints: readonly string[]): ReturnType<typeof attachClusters>;
  close(): Promise<void>;
}

export async function startTaskStack(clusters: number, volumes: number): Promise<TaskStack> {
  const simulator = await startTestSimulator(clusters, volumes);
  const federation = await startTestFederation();
  const attach = (apiEndpoints: readonly string[]) =>
    attachClusters({
      federationUrl: federation.url,
      simulatorControlUrl: simulator.controlUrl ?? '',
      adminPassword: ADMIN_PASSWORD,
      apiEndpoints,
    });
  const attached = await attach(simulator.clusters.map(({ apiEndpoint }) => apiEndpoint));
  if (!attached.ok) throw new Error(attached.error);
  return {
    federation,
    simulator,
    async signIn() {
      const admin = await signIn(federation.url, 'admin', ADMIN_PASSWORD);
      const viewer = await signIn(federation.url, 'viewer', VIEWER_PASSWORD);
      return { admin: admin.client, viewer: viewer.client };
    },
    attach,
    async close() {
      await federation.close();
      await simulator.close();
    },
  };
}

export function valueOf<T>(result: ApiResult<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

export const chosen = (volumes: readonly Volume[]): Record<string, string> =>
  Object.fromEntries(volumes.map(({ UUID, ETag }) => [UUID, ETag]));

/** What people do with tasks and wait for. */
export const tasksOf = (client: () => FederationClient) => {
  const ended = (id: string): Promise<FleetTask> =>
    vi.waitFor(async () => {
      const task = valueOf(await client().getTask({ taskId: id }));
      expect(isFinalTask(task.state)).toBe(true);
      return task;
    }, SOON);
  return {
    ended,
    run: async (request: Parameters<FederationClient['draftTask']>[0]): Promise<FleetTask> => {
      const draft = valueOf(await client().draftTask(request));
      valueOf(await client().startTask({ taskId: draft.id }));
      return ended(draft.id);
    },
    itemsOf: async (taskId: string): Promise<TaskItem[]> =>
      valueOf(await client().listTaskItems({ taskId, limit: '200' })).items,
    volumesOf: async (search = ''): Promise<Volume[]> =>
      valueOf(await client().listFleetVolumes({ search, state: 'Available', limit: '200' }))
        .volumes,
  };
};
