import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod/mini';
import { codeOf } from '@asterism/server-kit/describe-error';
import { makeDirectory } from '@asterism/server-kit/make-directory';

const passwords = z.record(z.string(), z.string());

/** Passwords that were made up, where the operator of this machine can read them. */
export interface PasswordFile {
  readonly path: string;
  /** The password of the name; made up and written when there is none. */
  keep(name: string, make: () => string): Promise<string>;
}

/** `passwords.json` in the data directory, for its owner's eyes only. */
export function openPasswordFile(dataDir: string): PasswordFile {
  const path = join(dataDir, 'passwords.json');

  async function read(): Promise<Record<string, string>> {
    try {
      return passwords.parse(JSON.parse(await readFile(path, 'utf8')));
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return {};
      throw error;
    }
  }

  return {
    path,
    async keep(name, make) {
      const all = await read();
      const known = all[name];
      if (known !== undefined) return known;
      const made = make();
      const text = JSON.stringify({ ...all, [name]: made }, undefined, 2);
      await makeDirectory(dataDir);
      // Written aside and then put in place: a crash leaves the old file or the new one, never half of it.
      await writeFile(`${path}.new`, `${text}\n`, { mode: 0o600 });
      await rename(`${path}.new`, path);
      return made;
    },
  };
}
