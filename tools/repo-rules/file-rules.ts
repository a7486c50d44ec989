import { basename } from 'node:path';
import { isSource, type Finding, type RepoFile } from './repo-file.ts';

const LINES_MAX = 400;

/** Names that tools and people expect as they are. */
const CUSTOMARY = /^(README|LICENSE|CONTRIBUTING|CHANGELOG|SECURITY|NOTICE)(\.md)?$/;
const KEBAB_CASE = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;

function lengthOf(file: RepoFile): Finding[] {
  const lines = file.text.replace(/\n$/, '').split('\n').length;
  if (!isSource(file.path) || lines <= LINES_MAX) return [];
  return [{ path: file.path, message: `has ${lines} lines; ${LINES_MAX} are the most` }];
}

function nameOf(file: RepoFile): Finding[] {
  const parts = file.path.split('/');
  const wrong = parts.find((part) => !KEBAB_CASE.test(part) && !CUSTOMARY.test(part));
  return wrong === undefined ? [] : [{ path: file.path, message: `"${wrong}" is not kebab-case` }];
}

function barrelIn(file: RepoFile): Finding[] {
  if (!/^index\.(ts|tsx|mjs)$/.test(basename(file.path))) return [];
  return [{ path: file.path, message: 'is a barrel: import from the file that has the thing' }];
}

/** The rules about files: how long they are and what they are called. */
export const fileRules = (file: RepoFile): Finding[] =>
  // Generated migrations are named by their generator.
  file.path.includes('/drizzle/') ? [] : [...lengthOf(file), ...nameOf(file), ...barrelIn(file)];
