import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, realpath, rm, symlink } from 'node:fs/promises';
import { globSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod/mini';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { SETTING_NAMES } from '@asterism/server-kit/settings/setting-names';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../../../..');

/** The last commit whose federation knows nothing of migrations that only add. */
const COMMIT = '34bb2f4';
const PARTS = ['apps/federation', 'packages/api-server', 'packages/api-types', 'packages/database'];

const manifest = z.object({
  dependencies: z.optional(z.record(z.string(), z.string())),
});

/** The federation of the release before, ready to be started. */
export interface ReleaseBefore {
  /** The file to start. */
  readonly main: string;
  /** The same environment by the names that it knows (decision 0023). */
  readonly environmentOf: (environment: Readonly<Record<string, string>>) => Record<string, string>;
  remove(): Promise<void>;
}

/** Links a library, as some part of this release has it. */
async function linkLibrary(name: string, modules: string): Promise<void> {
  const [known] = globSync(`{apps,packages}/*/node_modules/${name}`, { cwd: ROOT });
  if (known === undefined) throw new Error(`no part of this release has ${name} any more`);
  await symlink(await realpath(join(ROOT, known)), join(modules, name));
}

async function linkLibraries(folder: string, part: string): Promise<void> {
  const text = await readFile(join(folder, part, 'package.json'), 'utf8');
  const { dependencies = {} } = manifest.parse(JSON.parse(text));
  const modules = join(folder, part, 'node_modules');
  for (const name of Object.keys(dependencies)) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    const own = PARTS.find((each) => name === `@asterism/${each.split('/')[1]}`);
    if (own === undefined) await linkLibrary(name, modules);
    else await symlink(join(folder, own), join(modules, name));
  }
}

const environmentOf = (environment: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      Object.entries(SETTING_NAMES).find(([now]) => now === name)?.[1] ?? name,
      value,
    ]),
  );

/** Takes it from the history of the repository; the error says why that cannot be done. */
export async function unpackReleaseBefore(): Promise<Result<ReleaseBefore, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'asterism-release-before-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const archive = join(folder, 'parts.tar');
  try {
    await run('git', ['archive', '--output', archive, COMMIT, ...PARTS], { cwd: ROOT });
  } catch {
    await remove();
    return err(
      `the release before (${COMMIT}) is not in the history of this copy: fetch all of it`,
    );
  }
  await run('tar', ['-xf', archive, '-C', folder]);
  for (const part of PARTS) await linkLibraries(folder, part);
  return ok({ main: join(folder, 'apps/federation/src/main.ts'), environmentOf, remove });
}
