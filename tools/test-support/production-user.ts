import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../lib/workspace.ts';

/** The user and the group `nobody`. */
const NOBODY = 65_534;
const HOME = '/nonexistent';

/** Shows a tree ($1) at another place ($2) where nobody can write, and runs the rest there. */
const IN_READ_ONLY_TREE =
  'mount --bind "$1" "$2" && mount -o remount,bind,ro "$2" && cd "$2" && shift 2 && exec "$@"';

/** Holds where the commands of npm run, and the tree cannot be written. */
const PROBE = 'npm --version && ! touch package.json 2>/dev/null';

/** Somebody who may write nowhere but in the data directory. */
export interface ProductionUser {
  readonly dataDir: string;
  /** What has such a user run a command in the tree. */
  readonly prefix: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Why the system has no such user: commands run as the present one, in the tree as it is. */
  readonly refusal: string | undefined;
  remove(): Promise<void>;
}

/** A user with fewer rights than root, in a mount namespace of their own with a read-only view of the tree. */
function prefixFor(view: string): readonly string[] {
  const isRoot = process.getuid?.() === 0;
  const enter = isRoot ? [] : ['--user', '--map-current-user', '--keep-caps'];
  const leave = isRoot
    ? [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups']
    : ['--ambient-caps=-all', '--inh-caps=-all'];
  const inNamespace = ['unshare', '--mount', '--propagation', 'private', ...enter];
  const inView = ['sh', '-c', IN_READ_ONLY_TREE, 'sh', ROOT, view];
  return [...inNamespace, ...inView, 'setpriv', ...leave];
}

/** Makes the user, with an empty data directory. */
export async function createProductionUser(): Promise<ProductionUser> {
  const folder = await mkdtemp(join(tmpdir(), 'asterism-production-'));
  await chmod(folder, 0o755);
  const [view, dataDir] = [join(folder, 'tree'), join(folder, 'data')];
  await Promise.all([view, dataDir].map((each) => mkdir(each)));
  const prefix = prefixFor(view);
  const shared = {
    dataDir,
    env: { HOME, ASTERISM_DATA_DIR: dataDir },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
  try {
    const [program = '', ...args] = prefix;
    await promisify(execFile)(program, [...args, 'sh', '-c', PROBE]);
    if (process.getuid?.() === 0) await chown(dataDir, NOBODY, NOBODY);
    return { ...shared, prefix, refusal: undefined };
  } catch (error) {
    return { ...shared, prefix: [], refusal: String(error) };
  }
}
