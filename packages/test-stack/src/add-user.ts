import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { builtProgram } from '@asterism/server-kit/test-support/built-program';
import { REPO_ROOT } from './repo-root.ts';

export interface NewUser {
  /** Of a federation that is not running: its embedded database is one process's at a time. */
  readonly dataDir: string;
  readonly name: string;
  readonly role: string;
  readonly password: string;
}

/** Adds a user to a federation as its operator does, with `npm run user`. */
export async function addUser({ dataDir, name, role, password }: NewUser): Promise<void> {
  const userCli = builtProgram(join(REPO_ROOT, 'apps/federation'), 'user-cli');
  const child = spawn(
    process.execPath,
    [userCli, 'add', name, '--role', role, '--password-stdin'],
    { env: { ...process.env, ASTERISM_DATA_DIR: dataDir }, stdio: ['pipe', 'ignore', 'pipe'] },
  );
  const problem = text(child.stderr);
  const ended = once(child, 'close');
  child.stdin.end(password);
  await ended;
  if (child.exitCode !== 0) throw new Error(`The user ${name} was not added: ${await problem}`);
}
