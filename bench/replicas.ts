import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { ClusterClients } from '@asterism/federation/cluster-client/cluster-client';
import type { Figure } from './measure.ts';
import { servedCluster, type ServedCluster } from './synchronise.ts';
import { loopbackClients, watchClusters } from './watch-clusters.ts';

const VOLUMES = 10_000;
const REPLICAS = 3;
const ROUNDS = 3;
/** Walks are so much more frequent here than in a federation. */
const REFRESH_MS = 500;
const SECONDS = 3;
/** Of what a single replica asks a cluster for. */
const BUDGET = 1.25;

/** The same clients, and how often they have asked for a page of volumes. */
function countingClients(): { readonly clients: ClusterClients; readonly asked: () => number } {
  const clients = loopbackClients();
  let asked = 0;
  return {
    asked: () => asked,
    clients: {
      ...clients,
      client(target, principal) {
        const client = clients.client(target, principal);
        return {
          ...client,
          listVolumes(input, options) {
            asked += 1;
            return client.listVolumes(input, options);
          },
        };
      },
    },
  };
}

/** How many pages so many replicas have asked a cluster for in a second, once each has read all of them. */
async function pagesAskedFor(cluster: ServedCluster, replicas: number): Promise<number> {
  const counted = Array.from({ length: replicas }, countingClients);
  const all = (): number => counted.reduce((sum, { asked }) => sum + asked(), 0);
  const watching = counted.map(({ clients }, own) =>
    watchClusters([cluster], {
      clusterClients: clients,
      timings: { refresh: REFRESH_MS, refreshMax: REFRESH_MS },
      announce: (walk) => {
        for (const [other, { monitor }] of watching.entries()) {
          if (other !== own) monitor.noteWalk(walk);
        }
      },
    }),
  );
  await pause(SECONDS * 1000);
  const before = all();
  await pause(SECONDS * 1000);
  const asked = all() - before;
  for (const each of watching) await each.close();
  return asked / SECONDS;
}

/** What a cluster that does not change is asked for by several replicas, which announce their walks to each other. */
export async function measureReplicas(): Promise<Figure[]> {
  const worker = new Worker(new URL('volume-server.ts', import.meta.url), { workerData: VOLUMES });
  const messages: unknown[] = await once(worker, 'message');
  const cluster = servedCluster.parse(messages[0]);
  const alone: number[] = [];
  const together: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    alone.push(await pagesAskedFor(cluster, 1));
    together.push(await pagesAskedFor(cluster, REPLICAS));
  }
  await worker.terminate();
  return [
    { what: 'pages of volumes that one replica asks for', unit: 'a second', values: alone },
    {
      what: `the same, ${REPLICAS} replicas together`,
      unit: 'a second',
      values: together,
    },
    {
      what: `${REPLICAS} replicas to one`,
      unit: 'x',
      values: together.map((pages, round) => pages / (alone[round] ?? Number.NaN)),
      atMost: BUDGET,
    },
  ];
}
