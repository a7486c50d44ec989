import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './lib/workspace.ts';
import { citationRules } from './repo-rules/citation-rules.ts';
import { codeRules } from './repo-rules/code-rules.ts';
import { factRules } from './repo-rules/fact-rules.ts';
import { fileRules } from './repo-rules/file-rules.ts';
import { glyphRules } from './repo-rules/glyph-rules.ts';
import { lockfileRules } from './repo-rules/lockfile-rules.ts';
import { markdownRules } from './repo-rules/markdown-rules.ts';
import { nameRules } from './repo-rules/name-rules.ts';
import { migrationRules } from './repo-rules/migration-rules.ts';
import { placeRules } from './repo-rules/place-rules.ts';
import { featureRules, roomRules } from './repo-rules/room-rules.ts';
import { wordRules } from './repo-rules/word-rules.ts';
import type { RepoFile } from './repo-rules/repo-file.ts';

const BINARY = /\.(png|ico|woff2?)$/;

/** The files of the repository as it would be committed now. */
async function listFiles(): Promise<string[]> {
  const list = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const { stdout } = await promisify(execFile)('git', list, { cwd: ROOT, maxBuffer: 2 ** 26 });
  return stdout.split('\0').filter((path) => path !== '');
}

async function read(path: string): Promise<RepoFile> {
  // A file that is deleted but still in the index is no longer there.
  const text = await readFile(join(ROOT, path), 'utf8').catch(() => '');
  return { path, text: BINARY.test(path) ? '' : text };
}

/** The rules that check one file at a time. */
const RULES = [
  fileRules,
  codeRules,
  featureRules,
  placeRules,
  glyphRules,
  lockfileRules,
  migrationRules,
  wordRules,
];

const files = await Promise.all((await listFiles()).map(read));
const findings = [
  ...files.flatMap((file) => RULES.flatMap((rules) => rules(file))),
  ...factRules(files),
  ...markdownRules(files),
  ...citationRules(files),
  ...nameRules(files),
  ...roomRules(files),
];
for (const { path, line, message } of findings) {
  console.error(line === undefined ? `${path} ${message}` : `${path}:${line} ${message}`);
}
if (findings.length > 0) process.exitCode = 1;
