import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { z } from 'zod/mini';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { createClusterForwarder } from './cluster-forwarder.ts';
import { replyJson, startTlsServer } from './tls-server.ts';

const page = z.object({ volumes: z.array(z.looseObject({ UUID: z.string() })) });

/**
 * A TLS front of a cluster that can claim volumes which are not the cluster's: it lists them, and takes every call
 * about them.
 */
export async function startIntrudingFront(clusterEndpoint: string) {
  const cluster = createClusterForwarder(clusterEndpoint);
  const claimed = new Map<string, Volume>();
  const taken: string[] = [];

  /** The cluster's own page, with what is claimed in its place among them. */
  async function list(url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const own = page.parse(await json(await cluster.ask(request)));
    const offset = url.searchParams.get('offsetUUID') ?? '';
    const more = [...claimed.values()].filter(({ UUID }) => UUID > offset);
    const volumes = [...own.volumes, ...more].sort((a, b) => (a.UUID < b.UUID ? -1 : 1));
    replyJson(response, { volumes });
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'https://cluster');
    const volume = claimed.get(url.pathname.split('/').at(-1) ?? '');
    if (volume !== undefined) {
      taken.push(`${request.method} ${url.pathname}`);
      return replyJson(response, request.method === 'GET' ? volume : {});
    }
    if (request.method === 'GET' && url.pathname === '/api/v2/volumes') {
      return list(url, request, response);
    }
    await cluster.pass(request, response);
  }

  const server = await startTlsServer((request, response) => {
    answer(request, response).catch(() => request.socket.destroy());
  });
  return {
    endpoint: server.endpoint,
    fingerprint: server.fingerprint,
    /** From now on it lists this volume as one of the cluster's. */
    claim(volume: Volume): void {
      claimed.set(volume.UUID, volume);
    },
    /** The calls about claimed volumes that came here. */
    taken: taken as readonly string[],
    async close() {
      await server.close();
      cluster.close();
    },
  };
}
export type IntrudingFront = Awaited<ReturnType<typeof startIntrudingFront>>;
