import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { until } from '@asterism/test-stack/until';
import type { Target } from './proxy-load.ts';

/** One process, as all that it is compared with, and connections to the other side that are kept. */
const configOf = (folder: string, port: number, upstream: URL): string => `
daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 1024; }
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  proxy_buffers 64 16k;
  upstream other { server ${upstream.host}; keepalive 64; }
  server {
    listen 127.0.0.1:${port};
    keepalive_requests 1000000000;
    location / {
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_pass http://other;
    }
  }
}
`;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** nginx as a reverse proxy; undefined, which it says, where it is not installed. */
export async function startNginx(
  upstream: string,
  folder: string,
  headers: Target['headers'] = [{}],
): Promise<{ readonly child: ChildProcess; readonly target: Target } | undefined> {
  await mkdir(folder, { recursive: true });
  const port = await freePort();
  const config = join(folder, 'nginx.conf');
  await writeFile(config, configOf(folder, port, new URL(upstream)));
  const child = spawn('nginx', ['-p', folder, '-c', config], { stdio: 'inherit' });
  const failed = new Promise<'missing'>((resolve) => child.once('error', () => resolve('missing')));
  const url = `http://127.0.0.1:${port}`;
  const isUp = async (): Promise<true | undefined> =>
    fetch(url).then(
      () => true,
      () => undefined,
    );
  const outcome = await Promise.race([failed, until('nginx to be ready', isUp)]);
  if (outcome !== 'missing') {
    return { child, target: { name: 'nginx', url, pid: child.pid ?? 0, headers } };
  }
  console.log('nginx is not installed here: nothing is measured beside it.');
  return undefined;
}
