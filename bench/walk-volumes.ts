import { once } from 'node:events';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Server } from 'node:net';
import { Agent, request, type Dispatcher } from 'undici';
import { z } from 'zod/mini';
import { generateCertificate } from '@asterism/cluster-sim/identity/certificate';
import { startSimulator } from '@asterism/cluster-sim/simulator';
import type { Figure } from './measure.ts';

const VOLUMES = 100_000;
const PAGE = 1000;
const RUNS = 11;

const page = z.object({ volumes: z.array(z.object({ UUID: z.string() })) });

/** Reads one answer to its end and returns its bytes. */
async function read(dispatcher: Dispatcher, url: string, token: string): Promise<Buffer> {
  const answer = await request(url, { dispatcher, headers: { authorization: `Bearer ${token}` } });
  if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}`);
  return Buffer.from(await answer.body.arrayBuffer());
}

/** The addresses of all pages, each of which begins after the last volume of the one before. */
async function pagesOf(
  dispatcher: Dispatcher,
  list: string,
  token: string,
): Promise<Map<string, Buffer>> {
  const pages = new Map<string, Buffer>();
  let offset = '';
  for (;;) {
    const path = `${list}?limit=${PAGE}${offset === '' ? '' : `&offsetUUID=${offset}`}`;
    const bytes = await read(dispatcher, path, token);
    const last = page.parse(JSON.parse(bytes.toString())).volumes.at(-1);
    if (last === undefined) return pages;
    pages.set(path, bytes);
    offset = last.UUID;
  }
}

/** Serves the very bytes of the pages, by number, from a server that does nothing else. */
async function serveBytes(server: Server, bodies: readonly Buffer[]): Promise<number> {
  server.on('request', (incoming: IncomingMessage, response: ServerResponse) => {
    const body = bodies[Number(incoming.url?.slice(1))];
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

/** Milliseconds to read all of these, one after the other. */
async function timeToRead(
  dispatcher: Dispatcher,
  urls: readonly string[],
  token: string,
): Promise<number> {
  const startedAt = performance.now();
  for (const url of urls) await read(dispatcher, url, token);
  return performance.now() - startedAt;
}

/**
 * How a walk over all pages of a large cluster compares with the transfer of the same bytes, in the same run: from a
 * static node:http server, and from a static node:https one, since a cluster speaks nothing but TLS.
 */
export async function measureWalk(): Promise<Figure[]> {
  const simulator = await startSimulator({ clusters: 1, volumes: VOLUMES, seed: 7, port: 0 });
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
  const http = createHttpServer();
  const https = createHttpsServer(await generateCertificate());
  try {
    const { apiEndpoint = '', adminJwt = '' } = simulator.clusters[0] ?? {};
    const pages = await pagesOf(dispatcher, `https://${apiEndpoint}/api/v2/volumes`, adminJwt);
    const bodies = [...pages.values()];
    const httpPort = await serveBytes(http, bodies);
    const httpsPort = await serveBytes(https, bodies);
    const times: { http: number; https: number; walk: number }[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const time = (urls: readonly string[]) => timeToRead(dispatcher, urls, adminJwt);
      times.push({
        http: await time(bodies.map((_, page) => `http://127.0.0.1:${httpPort}/${page}`)),
        https: await time(bodies.map((_, page) => `https://127.0.0.1:${httpsPort}/${page}`)),
        walk: await time([...pages.keys()]),
      });
    }
    const what = `walk of ${VOLUMES} simulated volumes, to the same bytes`;
    return [
      {
        what: `${what} by plain http`,
        unit: 'x',
        values: times.map(({ walk, http: floor }) => walk / floor),
        budget: 1.5,
      },
      {
        what: `${what} by https`,
        unit: 'x',
        values: times.map(({ walk, https: floor }) => walk / floor),
        budget: 1.5,
      },
    ];
  } finally {
    http.close();
    https.close();
    await dispatcher.close();
    await simulator.close();
  }
}
