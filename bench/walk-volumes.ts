import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Server } from 'node:net';
import { Agent, request, type Dispatcher } from 'undici';
import { z } from 'zod/mini';
import { generateCertificate } from '@asterism/cluster-sim/identity/certificate';
import { createLargeCluster } from './large-cluster.ts';
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

/** All pages by their paths, each of which begins after the last volume of the one before. */
async function pagesOf(
  dispatcher: Dispatcher,
  origin: string,
  token: string,
): Promise<Map<string, Buffer>> {
  const pages = new Map<string, Buffer>();
  let offset = '';
  for (;;) {
    const path = `/api/v2/volumes?limit=${PAGE}${offset === '' ? '' : `&offsetUUID=${offset}`}`;
    const bytes = await read(dispatcher, origin + path, token);
    const last = page.parse(JSON.parse(bytes.toString())).volumes.at(-1);
    if (last === undefined) return pages;
    pages.set(path, bytes);
    offset = last.UUID;
  }
}

/** Serves the very bytes of the pages, by number, and does nothing else. */
const serveBytes =
  (bodies: readonly Buffer[]): RequestListener =>
  (incoming, response) => {
    const body = bodies[Number(incoming.url?.slice(1))];
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  };

async function portOf(server: Server): Promise<number> {
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

/** One run: the walk and the transfer of its bytes, by plain http and by https. */
type Times = Readonly<Record<'walk' | 'bytes' | 'tlsWalk' | 'tlsBytes', number>>;

/**
 * How a walk over all pages of a large cluster compares with the transfer of the same bytes from a static server, in the
 * same run. A real cluster speaks nothing but TLS, which costs as much as the transfer itself: like is compared with
 * like, and the walk by https with the transfer by plain http as well.
 */
export async function measureWalk(): Promise<Figure[]> {
  const { api, adminJwt } = await createLargeCluster(VOLUMES);
  const certificate = await generateCertificate();
  const servers = [createHttpServer(api), createHttpsServer(certificate, api)];
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
  try {
    const [port = 0, tlsPort = 0] = await Promise.all(servers.map(portOf));
    const [walk, tlsWalk] = [`http://127.0.0.1:${port}`, `https://127.0.0.1:${tlsPort}`];
    const pages = await pagesOf(dispatcher, walk, adminJwt);
    const bytes = serveBytes([...pages.values()]);
    const floors = [createHttpServer(bytes), createHttpsServer(certificate, bytes)];
    servers.push(...floors);
    const [bytesPort = 0, tlsBytesPort = 0] = await Promise.all(floors.map(portOf));
    const paths = [...pages.keys()];
    const numbers = paths.map((_, at) => `/${at}`);

    const times: Times[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const time = (origin: string, each: readonly string[]) =>
        timeToRead(
          dispatcher,
          each.map((path) => origin + path),
          adminJwt,
        );
      times.push({
        bytes: await time(`http://127.0.0.1:${bytesPort}`, numbers),
        walk: await time(walk, paths),
        tlsBytes: await time(`https://127.0.0.1:${tlsBytesPort}`, numbers),
        tlsWalk: await time(tlsWalk, paths),
      });
    }
    const figure = (what: string, ratio: (run: Times) => number): Figure => ({
      what: `walk of ${VOLUMES} simulated volumes, ${what}`,
      unit: 'x',
      values: times.map(ratio),
      atMost: 1.5,
    });
    return [
      figure('both by plain http', (run) => run.walk / run.bytes),
      figure('both by https', (run) => run.tlsWalk / run.tlsBytes),
      figure('by https to bytes by plain http', (run) => run.tlsWalk / run.bytes),
    ];
  } finally {
    for (const server of servers) server.close();
    await dispatcher.close();
  }
}
