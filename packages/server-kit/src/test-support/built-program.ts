import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod/mini';
import { digestOf, SOURCES } from '../program-bundle.ts';

const digests = z.record(z.string(), z.string());

/** Folders of apps whose programs are known to be as new as their sources: a test starts dozens of processes. */
const current = new Set<string>();

/**
 * The file of an app's program, as `npm run build` has made it, for a test to start. Throws at once, in a sentence, when it
 * was not built or was built of other sources.
 */
export function builtProgram(appFolder: string, program: string): string {
  const dist = join(appFolder, 'dist');
  const refuse = (what: string) =>
    new Error(`${what}: run "npm run build", and again after a change of its code.`);
  if (!current.has(appFolder)) {
    const list = join(dist, SOURCES);
    if (!existsSync(list)) throw refuse(`${dist} has not been built`);
    const known = Object.entries(digests.parse(JSON.parse(readFileSync(list, 'utf8'))));
    for (const [path, digest] of known) {
      const file = join(appFolder, path);
      if (!existsSync(file) || digestOf(file) !== digest) {
        throw refuse(`${dist} was built before a change of ${file}`);
      }
    }
    current.add(appFolder);
  }
  return join(dist, `${program}.js`);
}
