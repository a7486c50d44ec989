import { basename } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { type Finding, type RepoFile } from './repo-file.ts';

/** Words of ours that stand for a usual one, wherever in an identifier they are, and what to say (docs/glossary.md). */
const IN_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    caller: 'principal, or client',
    callers: 'principals, or clients',
    asker: 'principal',
    actor: 'principal',
    actors: 'principals',
    tell: 'publish, notify or report',
    tells: 'publishes, notifies or reports',
    told: 'published, notified or reported',
    hear: 'receive',
    hears: 'receives',
    heard: 'answered or received',
    hearing: 'receiving',
    news: 'change or notification',
    hurry: 'pollSoon',
    shelf: 'ClusterVolumes',
    shelves: 'ClusterVolumes',
    lane: 'connections or queue',
    lanes: 'connections or queues',
    pacer: 'yieldToEventLoop',
    patience: 'timeout, retry or back-off',
    doubt: 'stale',
    hiccup: 'passing failure',
  }),
);

/** The same for pairs of words. */
const PAIRS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'carry on': 'runStages',
    'carry out': 'applyOnCluster',
    'give up': 'cancel or abandon',
    'gave up': 'canceled or abandoned',
    'given up': 'canceled or abandoned',
    'look at': 'poll or read',
    'looked at': 'polled or read',
  }),
);

/** The same for words that are a whole name; within a longer one they are plain English. */
const WHOLE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    by: 'principal',
    look: 'poll, read or appearance',
    silent: 'unreachable',
    hold: 'fence, or what it does',
    begin: 'claimRun, or start',
  }),
);

const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');

/** The better word for an avoided one in the name; undefined when there is none. */
function betterFor(name: string): string | undefined {
  const words = wordsOf(name);
  const whole = words.length === 1 ? WHOLE.get(words.join('')) : undefined;
  const pairs = words.map((word, index) => PAIRS.get(`${word} ${words[index + 1] ?? ''}`));
  return [whole, ...words.map((word) => IN_NAMES.get(word)), ...pairs].find(
    (better) => better !== undefined,
  );
}

/** The identifiers of a source, each with where it begins. */
function identifiersOf({ path, text }: RepoFile): { name: string; start: number }[] {
  const found: { name: string; start: number }[] = [];
  const keep = (node: { readonly name: string; readonly start: number }): void => {
    found.push({ name: node.name, start: node.start });
  };
  new Visitor({ Identifier: keep, JSXIdentifier: keep, PrivateIdentifier: keep }).visit(
    parseSync(path, text).program,
  );
  return found;
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** The rule about words: no identifier and no file has one of the words that the glossary avoids. */
export function wordRules(file: RepoFile): Finding[] {
  const { path, text } = file;
  // The rule itself holds what it looks for.
  if (!/\.tsx?$/.test(path) || path === 'tools/repo-rules/word-rules.ts') return [];
  const [stem = ''] = basename(path).split('.');
  const better = betterFor(stem);
  const named =
    better === undefined ? [] : [{ path, message: `has an avoided word in its name: ${better}` }];
  const seen = new Set<string>();
  const inCode = identifiersOf(file).flatMap(({ name, start }) => {
    const instead = seen.has(name) ? undefined : betterFor(name);
    seen.add(name);
    if (instead === undefined) return [];
    return [{ path, line: lineAt(text, start), message: `says "${name}": say ${instead}` }];
  });
  return [...named, ...inCode];
}
