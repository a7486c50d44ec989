import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { packedChromium } from './packed-chromium.ts';

/** A Chromium, as Playwright launches it. */
export interface Browser {
  /** Where it is; absent for the one that Playwright installs itself. */
  readonly executablePath?: string;
  readonly args: readonly string[];
  /** What its environment needs besides that of this process. */
  readonly env: Readonly<Record<string, string>>;
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** Containers run as root and without user namespaces, where Chromium's sandbox cannot start. */
const ARGS = ['--no-sandbox'];

function installedChromium(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin'];
  return folders
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

/**
 * The Chromium for browser tests: the one that CHROMIUM_PATH names, else one that is installed, else the one inside
 * the npm package, else Playwright's own.
 */
export async function findBrowser(): Promise<Browser> {
  const given = process.env['CHROMIUM_PATH'] ?? installedChromium();
  if (given !== undefined) return { executablePath: given, args: ARGS, env: {} };
  const packed = await packedChromium();
  if (packed !== undefined) return { ...packed, args: ARGS };
  return { args: ARGS, env: {} };
}
