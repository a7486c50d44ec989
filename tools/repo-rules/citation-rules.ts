import { headingsOf } from './markdown.ts';
import type { Finding, RepoFile } from './repo-file.ts';

const FACTS = 'docs/lightbits-api.md';
const REFERENCE = 'docs/api-reference.md';
const DECISIONS = 'docs/decisions/';

/** A section of {@link FACTS}: `§1.4`. */
const SECTION = /§(\d+(?:\.\d+)?)/g;
/** An operation of {@link REFERENCE}: `reference: Create volume`, `Source: reference, List clusters.` */
const OPERATION = /(?:'reference: |Source: reference, )([A-Z][^'.]*)/g;
/** A decision by its number: `decision 0007`. */
const DECISION = /\b(?:decisions?|ADR)[ /](\d{4})\b/g;
/** A section by a letter: no page has such ones. */
const LETTER = /\b[Ss]ection [A-Z]\b/g;
/** A page by its name, wherever it is said to be: `operations.md`. */
const PAGE = /(?<![\w<*-])[\w-]+\.md\b/g;

/** The rules themselves show what they find, and generated documents repeat what the contract cites. */
const isChecked = ({ path }: RepoFile): boolean =>
  !path.startsWith('tools/repo-rules/') && !path.startsWith('docs/api/');

/**
 * The rule about citations: every section, operation of the API reference, decision and page that is cited can be opened
 * in the repository.
 */
export function citationRules(files: readonly RepoFile[]): Finding[] {
  const headingsIn = (path: string) =>
    headingsOf(files.find((file) => file.path === path)?.text ?? '').map(({ text }) => text);
  const sections = new Set(
    headingsIn(FACTS).flatMap((text) => text.match(/^§([\d.]+) /)?.[1] ?? []),
  );
  const operations = new Set(headingsIn(REFERENCE));
  const decisions = new Set(
    files.flatMap(({ path }) =>
      path.startsWith(DECISIONS) ? [path.slice(DECISIONS.length, DECISIONS.length + 4)] : [],
    ),
  );
  const pages = new Set(files.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)));

  const citations: readonly (readonly [RegExp, ReadonlySet<string>, where: string])[] = [
    [SECTION, sections, FACTS],
    [OPERATION, operations, REFERENCE],
    [DECISION, decisions, DECISIONS],
    [PAGE, pages, 'the repository'],
    [LETTER, new Set(), 'the repository'],
  ];
  return files.filter(isChecked).flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) =>
      citations.flatMap(([pattern, known, where]) =>
        [...line.matchAll(pattern)].flatMap(([citation, name = citation]) => {
          if (known.has(name)) return [];
          return [{ path, line: index + 1, message: `cites ${citation}, which ${where} has not` }];
        }),
      ),
    ),
  );
}
