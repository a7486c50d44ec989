import type { ListItem, Nodes } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import { lineOf, parseMarkdown } from './markdown.ts';
import { isTest, type Finding, type RepoFile } from './repo-file.ts';

const DOCUMENT = 'docs/conformance.md';
/** Where the tests are that the document names without their folder. */
const BASE = 'e2e/conformance/';
/** The files whose texts become the titles of tests. */
const holdsTests = (path: string): boolean =>
  isTest(path) || path.startsWith(`${BASE}suite/`) || path.startsWith(`${BASE}bad-input/`);

const isTitleIn = (text: string, title: string): boolean =>
  ["'", '"', '`'].some((quote) => text.includes(`${quote}${title}${quote}`));

/** The facts: what is listed under the headings of the vendor's sections, each with its tests listed below it. */
function factsOf(text: string): ListItem[] {
  const facts: ListItem[] = [];
  let inSection = false;
  for (const node of parseMarkdown(text).children) {
    if (node.type === 'heading') inSection = toString(node).startsWith('§');
    if (inSection && node.type === 'list') facts.push(...node.children);
  }
  return facts;
}

const codesIn = (node: Nodes): string[] => {
  const codes: string[] = [];
  visit(node, 'inlineCode', ({ value }) => void codes.push(value));
  return codes;
};

const testsOf = (fact: ListItem): ListItem[] =>
  fact.children.flatMap((child) => (child.type === 'list' ? child.children : []));

/**
 * The rule about the list of facts: every fact of the vendor's wire has a test, and every test that is named is there
 * under its very title.
 */
export function factRules(files: readonly RepoFile[]): Finding[] {
  const document = files.find(({ path }) => path === DOCUMENT);
  if (document === undefined) return [];
  const textOf = new Map(files.map(({ path, text }) => [path, text]));

  function problemOf(test: ListItem): string | undefined {
    const [file, title, ...more] = codesIn(test);
    if (file === undefined || title === undefined || more.length > 0) {
      return 'has a test that is not "`file` › `title`"';
    }
    const path = textOf.has(file) ? file : `${BASE}${file}`;
    const text = holdsTests(path) ? textOf.get(path) : undefined;
    if (text === undefined) return `names ${file}, which holds no tests`;
    return isTitleIn(text, title) ? undefined : `names "${title}", which ${file} does not have`;
  }

  const finding = (node: Nodes, message: string): Finding[] => [
    { path: DOCUMENT, line: lineOf(node), message },
  ];
  return factsOf(document.text).flatMap((fact) => {
    const tests = testsOf(fact);
    if (tests.length === 0) return finding(fact, 'has a fact without a test');
    return tests.flatMap((test) => {
      const problem = problemOf(test);
      return problem === undefined ? [] : finding(test, problem);
    });
  });
}
