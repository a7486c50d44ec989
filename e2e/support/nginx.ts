import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateCertificate } from '@asterism/cluster-sim/identity/certificate';

const DOCUMENTED = fileURLToPath(new URL('../../docs/reverse-proxies/nginx.conf', import.meta.url));

/** Where a run keeps the files that a system has elsewhere. */
const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
  (kind) => `${kind}_temp_path ${kind};`,
);

/** The nginx of the system; undefined where there is none. */
export function findNginx(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin'];
  return folders.map((folder) => join(folder, 'nginx')).find((path) => existsSync(path));
}

export interface NginxOptions {
  readonly program: string;
  /** The name by which browsers reach it. */
  readonly name: string;
  /** On which ports it listens, for http and for https. */
  readonly ports: { readonly http: number; readonly https: number };
  readonly bffPort: number;
  /** For its configuration, its certificate and its log. */
  readonly folder: string;
}

/** Starts nginx with the configuration of the documentation, on other ports and under another name. */
export async function startNginx(options: NginxOptions): Promise<{ stop(): Promise<void> }> {
  const { program, name, ports, bffPort, folder } = options;
  // Where root starts it, it works as another user.
  await chmod(folder, 0o755);
  const { cert, key } = await generateCertificate();
  await writeFile(join(folder, 'cert.pem'), cert);
  await writeFile(join(folder, 'key.pem'), key);
  const site = (await readFile(DOCUMENTED, 'utf8'))
    .replaceAll('https://asterism.example', `https://${name}:${ports.https}`)
    .replaceAll('server_name asterism.example', `server_name ${name}`)
    .replace('listen 80;', `listen ${ports.http};`)
    .replace('listen 443 ', `listen ${ports.https} `)
    .replace('127.0.0.1:8080', `127.0.0.1:${bffPort}`)
    .replaceAll('/etc/ssl/asterism', folder);
  await writeFile(join(folder, 'site.conf'), site);
  await writeFile(
    join(folder, 'nginx.conf'),
    `pid nginx.pid; events {} http { access_log off; ${TEMPORARY.join(' ')} include site.conf; }`,
  );
  const args = ['-p', folder, '-c', 'nginx.conf', '-e', 'error.log', '-g', 'daemon off;'];
  const child = spawn(program, args, { stdio: 'ignore' });
  const exited = once(child, 'exit');
  return {
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
