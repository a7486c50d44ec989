import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod/mini';
import { REPO_ROOT } from '../repo-root.ts';

const CACHE = join(REPO_ROOT, '.cache');
const UNPACK = fileURLToPath(new URL('./unpack-chromium.ts', import.meta.url));
const FONTS = fileURLToPath(new URL('./fonts.conf', import.meta.url));

/** What is needed to run the Chromium that comes inside an npm package. */
export interface PackedChromium {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

const describe = (folder: string): PackedChromium => ({
  executablePath: join(folder, 'chromium'),
  // The package brings the libraries and fonts that a bare machine lacks.
  env: {
    LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
    FONTCONFIG_FILE: FONTS,
    // What the font configuration means by xdg: the package's fonts, none of the system, and a cache beside them.
    XDG_DATA_HOME: join(folder, 'fonts'),
    XDG_DATA_DIRS: join(folder, 'fonts'),
    XDG_CACHE_HOME: join(folder, 'cache'),
  },
});

async function packageVersion(): Promise<string> {
  const entry = fileURLToPath(import.meta.resolve('@sparticuz/chromium'));
  const text = await readFile(join(entry, '../../package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

/**
 * The Chromium of `@sparticuz/chromium`, unpacked once into the repository's cache folder. Undefined where it does
 * not run: it is built for Linux on x64.
 */
export async function packedChromium(): Promise<PackedChromium | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const folder = join(CACHE, `chromium-${await packageVersion()}`);
  if (existsSync(folder)) return describe(folder);
  await mkdir(CACHE, { recursive: true });
  const unfinished = await mkdtemp(join(CACHE, 'unpacking-'));
  try {
    // In a process of its own, because the package decides from the environment at import where and what to unpack.
    await promisify(execFile)(process.execPath, [UNPACK], {
      env: { ...process.env, TMPDIR: unfinished, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
    });
    await rename(unfinished, folder);
  } catch (error) {
    // Another process may have been quicker.
    if (!existsSync(folder)) throw error;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return describe(folder);
}
