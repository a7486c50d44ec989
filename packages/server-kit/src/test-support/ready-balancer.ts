import { once } from 'node:events';
import { Agent, createServer, request as httpRequest } from 'node:http';
import { pipeline } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';

/** A load balancer that sends requests only to servers whose `/ready` succeeds, and never retries. */
export interface ReadyBalancer {
  readonly url: string;
  /** Adds the server; resolves when it is ready and receives requests. */
  add(server: string): Promise<void>;
  /** Resolves when the server receives no more requests, and none is in progress there. */
  leave(server: string): Promise<void>;
  /** Resolves when the server has answered this many more requests. */
  answered(server: string, more: number): Promise<void>;
  close(): Promise<void>;
}

interface Backend {
  readonly url: string;
  isReady: boolean;
  underWay: number;
  answered: number;
}

const PROBE_MS = 10;

/** A balancer on a free port of this machine, without servers yet. */
export async function startReadyBalancer(): Promise<ReadyBalancer> {
  const backends = new Map<string, Backend>();
  const agent = new Agent({ keepAlive: true });
  const ending = new AbortController();
  let turn = 0;

  async function probe(backend: Backend): Promise<void> {
    while (!ending.signal.aborted && backends.has(backend.url)) {
      const { signal } = ending;
      const answer = await fetch(`${backend.url}/ready`, { signal }).catch(() => undefined);
      await answer?.body?.cancel();
      backend.isReady = answer?.status === 200;
      await pause(PROBE_MS);
    }
  }
  async function until(holds: () => boolean): Promise<void> {
    while (!ending.signal.aborted && !holds()) await pause(PROBE_MS);
  }

  const server = createServer((request, response) => {
    const ready = [...backends.values()].filter(({ isReady }) => isReady);
    const backend = ready[turn++ % Math.max(ready.length, 1)];
    if (backend === undefined) return void response.writeHead(503).end('no server is ready');
    backend.underWay += 1;
    const { method, url, headers } = request;
    const onward = httpRequest(backend.url + (url ?? ''), { method, headers, agent }, (answer) => {
      const {
        connection: _,
        'keep-alive': __,
        'transfer-encoding': ___,
        ...passed
      } = answer.headers;
      response.writeHead(answer.statusCode ?? 0, passed);
      pipeline(answer, response, () => undefined);
    });
    onward.on('error', (error) => {
      if (response.headersSent) response.destroy();
      else response.writeHead(502).end(String(error));
    });
    onward.once('close', () => {
      backend.underWay -= 1;
      backend.answered += 1;
    });
    pipeline(request, onward, () => undefined);
    return undefined;
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  return {
    url: `http://127.0.0.1:${port}`,
    add: (url) => {
      const backend: Backend = { url, isReady: false, underWay: 0, answered: 0 };
      backends.set(url, backend);
      void probe(backend);
      return until(() => backend.isReady);
    },
    leave: async (url) => {
      const backend = backends.get(url);
      await until(() => backend?.isReady !== true && (backend?.underWay ?? 0) === 0);
      backends.delete(url);
    },
    answered: (url, more) => {
      const backend = backends.get(url);
      const before = backend?.answered ?? 0;
      return until(() => (backend?.answered ?? 0) >= before + more);
    },
    async close() {
      ending.abort();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
}
