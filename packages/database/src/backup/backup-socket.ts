import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, rm } from 'node:fs/promises';
import { createServer, createConnection, type Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod/mini';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { reasonOf } from '@asterism/server-kit/describe-error';
import type { Database, DatabaseFailure } from '../database.ts';
import { writeBackup } from './backup-file.ts';
import { dumpDatabase } from './dump-database.ts';

/** The longest path of a socket that every system supports, in bytes. */
const PATH_MAX = 100;

const answer = z.union([z.object({ file: z.string() }), z.object({ error: z.string() })]);
type Answer = z.infer<typeof answer>;

const socketIn = (directory: string): string => join(directory, 'backup.sock');

/**
 * Backs up the embedded database on request through a socket in its directory, because no other process can open the
 * database. Whoever may read the directory may request a backup. The file belongs to the client until it disconnects.
 */
export async function serveBackups(
  directory: string,
  database: Pick<Database, 'orm'>,
): Promise<{ close(): Promise<void> }> {
  const path = socketIn(directory);
  if (Buffer.byteLength(path) > PATH_MAX) return { close: () => Promise.resolve() };

  async function serve(socket: Socket): Promise<void> {
    const file = join(directory, `backup-${randomBytes(6).toString('hex')}`);
    const gone = once(socket, 'close');
    const given: Answer = await writeBackup(file, (put) => dumpDatabase(database, put)).then(
      () => ({ file }),
      (error: unknown) => ({ error: reasonOf(error) }),
    );
    socket.end(`${JSON.stringify(given)}\n`);
    await gone;
    await rm(file, { force: true });
  }

  // Left by a process that was killed: nobody else uses the directory.
  await rm(path, { force: true });
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    // An early disconnect needs no handling: `close` follows, and the file is removed.
    socket.on('error', () => {});
    socket.resume();
    void serve(socket).catch(() => {});
  });
  server.listen(path);
  await once(server, 'listening');
  await chmod(path, 0o600);
  // It must not keep the process alive.
  server.unref();
  return {
    async close() {
      for (const socket of open) socket.destroy();
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}

/**
 * Requests a backup from the process that has the embedded database of the directory open, and passes the file to
 * `use`. Undefined when there is no such process.
 */
export async function askForBackup(
  directory: string,
  use: (file: string) => Promise<void>,
): Promise<Result<void, DatabaseFailure> | undefined> {
  const socket = createConnection({ path: socketIn(directory), allowHalfOpen: true });
  try {
    await once(socket, 'connect');
  } catch {
    return undefined;
  }
  try {
    const given = answer.parse(JSON.parse(await text(socket)));
    if ('error' in given) {
      return err({ message: `The running Asterism could not take a backup: ${given.error}.` });
    }
    await use(given.file);
    return ok(undefined);
  } finally {
    socket.destroy();
  }
}
