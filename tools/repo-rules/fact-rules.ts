import { isTest, type Finding, type RepoFile } from './repo-file.ts';

const DOCUMENT = 'docs/conformance.md';
/** Where the tests are that the document names without their folder. */
const BASE = 'e2e/conformance/';
const FACT = /^\| §[\d., §]+ \| /;
const NAMED_TEST = /`([\w./-]+\.ts) › ([^`]+)`/g;
/** The files whose texts become the titles of tests. */
const holdsTests = (path: string): boolean =>
  isTest(path) || path.startsWith(`${BASE}suite/`) || path.startsWith(`${BASE}bad-input/`);

const isTitleIn = (text: string, title: string): boolean =>
  ["'", '"', '`'].some((quote) => text.includes(`${quote}${title}${quote}`));

/**
 * The rule about the table of facts: every fact of the vendor's wire has a test, and every test that is named is there
 * under its very title.
 */
export function factRules(files: readonly RepoFile[]): Finding[] {
  const document = files.find(({ path }) => path === DOCUMENT);
  if (document === undefined) return [];
  const textOf = new Map(files.map(({ path, text }) => [path, text]));
  return document.text.split('\n').flatMap((row, index) => {
    if (!FACT.test(row)) return [];
    const finding = (message: string): Finding => ({ path: DOCUMENT, line: index + 1, message });
    const named = [...row.matchAll(NAMED_TEST)];
    if (named.length === 0) return [finding('has a fact without a test')];
    return named.flatMap(([, file = '', title = '']) => {
      const path = textOf.has(file) ? file : `${BASE}${file}`;
      const text = holdsTests(path) ? textOf.get(path) : undefined;
      if (text === undefined) return [finding(`names ${file}, which holds no tests`)];
      return isTitleIn(text, title)
        ? []
        : [finding(`names "${title}", which ${file} does not have`)];
    });
  });
}
