import { once } from 'node:events';
import { createServer } from 'node:http';
import { Agent, request, type Dispatcher } from 'undici';
import { z } from 'zod/mini';
import { startSimulator } from '@asterism/cluster-sim/simulator';
import type { Figure } from './measure.ts';

const VOLUMES = 100_000;
const PAGE = 1000;
const RUNS = 5;

const page = z.object({ volumes: z.array(z.object({ UUID: z.string() })) });

/** Reads one answer to its end and returns its bytes. */
async function read(dispatcher: Dispatcher, url: string, token = ''): Promise<Buffer> {
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

/** A plain node:http server that has the very bytes of the pages at hand, by number. */
async function serveBytes(bodies: readonly Buffer[]) {
  const server = createServer((incoming, response) => {
    const body = bodies[Number(incoming.url?.slice(1))];
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

async function timed(walk: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await walk();
  return performance.now() - startedAt;
}

/** How a walk over all pages of a large cluster compares with the transfer of the same bytes, in the same run. */
export async function measureWalk(): Promise<Figure> {
  const simulator = await startSimulator({ clusters: 1, volumes: VOLUMES, seed: 7, port: 0 });
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
  try {
    const { apiEndpoint = '', adminJwt = '' } = simulator.clusters[0] ?? {};
    const pages = await pagesOf(dispatcher, `https://${apiEndpoint}/api/v2/volumes`, adminJwt);
    const floor = await serveBytes([...pages.values()]);
    const ratios: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const plain = await timed(async () => {
        for (let at = 0; at < pages.size; at += 1) await read(dispatcher, `${floor.url}/${at}`);
      });
      const walk = await timed(async () => {
        for (const path of pages.keys()) await read(dispatcher, path, adminJwt);
      });
      ratios.push(walk / plain);
    }
    floor.close();
    return {
      what: `walk of ${VOLUMES} simulated volumes, to the same bytes`,
      unit: 'x',
      values: ratios,
      budget: 1.5,
    };
  } finally {
    await dispatcher.close();
    await simulator.close();
  }
}
