import type { IncomingMessage, ServerResponse } from 'node:http';
import { createClusterForwarder } from './cluster-forwarder.ts';
import { startTlsServer } from './tls-server.ts';
import { uuidOf } from './volumes.ts';

type Answer = (response: ServerResponse, url: URL) => void;

const isPath = (url: URL, path: string): boolean => url.pathname === `/api/v2/${path}`;

/** A TLS front of a cluster that can answer whatever it likes in the cluster's place. */
export async function startHostileFront(clusterEndpoint: string) {
  const cluster = createClusterForwarder(clusterEndpoint);
  const answers = new Map<string, Answer>();

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'https://cluster');
    for (const [path, answer] of answers) if (isPath(url, path)) return answer(response, url);
    return cluster.pass(request, response);
  }

  const server = await startTlsServer((request, response) => {
    response.on('error', () => {});
    serve(request, response).catch(() => request.socket.destroy());
  });
  return {
    endpoint: server.endpoint,
    fingerprint: server.fingerprint,
    requests: server.requests,
    /** From now on what is requested below `/api/v2/` is answered so: by a text, or as the function does. */
    answer(path: string, answer: string | Answer): void {
      answers.set(path, typeof answer === 'string' ? (response) => response.end(answer) : answer);
    },
    /** From now on it answers as the cluster does. */
    behave(): void {
      answers.clear();
    },
    async close() {
      await server.close();
      cluster.close();
    },
  };
}
export type HostileFront = Awaited<ReturnType<typeof startHostileFront>>;

/** Pages without end, each of so many volumes that nobody has seen before, with so many characters of text in each. */
export function endlessVolumes(aPage: number, characters: number): Answer {
  const values = Array.from({ length: Math.ceil(characters / 200) }, () => 'n'.repeat(200));
  const rest = JSON.stringify({ size: '4096', replicaCount: 1, acl: { values } }).slice(1);
  let listed = 0;
  return (response) => {
    const rows = Array.from({ length: aPage }, () => `{"UUID":"${uuidOf((listed += 1))}",${rest}`);
    response.end(`{"volumes":[${rows.join(',')}]}`);
  };
}
