import GithubSlugger from 'github-slugger';
import type { Nodes, Root } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import { visit } from 'unist-util-visit';
import type { RepoFile } from './repo-file.ts';

const parser = remark().use(remarkGfm);

export const isMarkdown = ({ path }: RepoFile): boolean => path.endsWith('.md');

/** The tree of a Markdown file. */
export const parseMarkdown = (text: string): Root => parser.parse(text);

export const lineOf = (node: Nodes): number => node.position?.start.line ?? 1;

/** A heading with the fragment by which a link reaches it, as GitHub makes them. */
export interface Heading {
  readonly text: string;
  readonly fragment: string;
}

export function headingsOf(text: string): Heading[] {
  const slugger = new GithubSlugger();
  const headings: Heading[] = [];
  visit(parseMarkdown(text), 'heading', (node) => {
    const heading = toString(node);
    headings.push({ text: heading, fragment: slugger.slug(heading) });
  });
  return headings;
}
