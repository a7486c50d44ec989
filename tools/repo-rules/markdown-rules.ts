import { posix } from 'node:path';
import type { Nodes } from 'mdast';
import { visit } from 'unist-util-visit';
import { headingsOf, isMarkdown, lineOf, parseMarkdown } from './markdown.ts';
import type { Finding, RepoFile } from './repo-file.ts';

const COLUMNS_MAX = 120;
const CHARACTERS = new Intl.Segmenter('en');

/** `https:`, `mailto:` and the like: not in the repository. */
const ELSEWHERE = /^[a-z][a-z+.-]*:/i;
/** What names the files of its time, not those of today. */
const HISTORY = 'CHANGELOG.md';
/** What a build makes. */
const MADE = /(?:^|\/)dist(?:\/|$)/;
/** Text in backticks that names a file or a folder: it begins with a folder of the root, or has an extension. */
const NAMED =
  /^(?:apps|packages|e2e|bench|tools|docs|\.ci|\.github)\/[\w./-]*$|^[\w./-]*\w\.(?:tsx?|mjs|css|sh|md|sql|ya?ml)$/;

/** Every path at which the repository has a file or a folder. */
function pathsOf(files: readonly RepoFile[]): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const { path } of files) {
    for (let part = path; part !== '.'; part = posix.dirname(part)) paths.add(part);
  }
  return paths;
}

/** A finding for each line that does not fit beside another window: the formatter wraps sentences, and neither tables nor code. */
function widthOf({ path, text }: RepoFile): Finding[] {
  return text.split('\n').flatMap((line, index) => {
    const columns = [...CHARACTERS.segment(line)].length;
    if (columns <= COLUMNS_MAX) return [];
    const message = `has ${columns} columns; ${COLUMNS_MAX} are the most`;
    return [{ path, line: index + 1, message }];
  });
}

/**
 * The rules about Markdown: every link inside the repository leads to a file and to a heading of it, and every file and
 * folder in backticks exists: by its path from the root or from the page, or by the end of its path. No line is too wide.
 */
export function markdownRules(files: readonly RepoFile[]): Finding[] {
  const pages = files.filter(isMarkdown);
  const paths = pathsOf(files);
  const ends = [...paths].map((path) => `/${path}`);
  const fragments = new Map(
    pages.map(({ path, text }) => [path, headingsOf(text).map(({ fragment }) => fragment)]),
  );

  function problemOfLink(page: string, url: string): string | undefined {
    if (ELSEWHERE.test(url)) return undefined;
    const [target = '', fragment] = decodeURI(url).split('#');
    const path = target === '' ? page : posix.join(posix.dirname(page), target).replace(/\/$/, '');
    if (!paths.has(path)) return `links to ${url}, which does not exist`;
    const leadsThere = fragment === undefined || fragments.get(path)?.includes(fragment);
    return leadsThere === true ? undefined : `links to ${url}, which has no such heading`;
  }

  function problemOfName(page: string, text: string): string | undefined {
    if (page === HISTORY || !NAMED.test(text) || MADE.test(text)) return undefined;
    const name = posix.normalize(text).replace(/\/$/, '');
    const exists =
      paths.has(posix.join(posix.dirname(page), name)) ||
      ends.some((path) => path.endsWith(`/${name}`));
    return exists ? undefined : `names ${text}, which does not exist`;
  }

  function problemOf(page: string, node: Nodes): string | undefined {
    const isLink = node.type === 'link' || node.type === 'image' || node.type === 'definition';
    if (isLink) return problemOfLink(page, node.url);
    return node.type === 'inlineCode' ? problemOfName(page, node.value) : undefined;
  }

  return pages.flatMap((page) => {
    const { path, text } = page;
    const findings = widthOf(page);
    visit(parseMarkdown(text), (node) => {
      const message = problemOf(path, node);
      if (message !== undefined) findings.push({ path, line: lineOf(node), message });
    });
    return findings;
  });
}
