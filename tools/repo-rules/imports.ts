import { posix } from 'node:path';
import { parseSync } from 'oxc-parser';
import { isTest, type RepoFile } from './repo-file.ts';

/** A file of an app imports another one of the same app. */
export interface Import {
  readonly from: string;
  readonly to: string;
}

/** The room of a file: the first folder below `src`; `root` for what lies in `src` itself. */
export function roomOf(path: string): string | undefined {
  const [, inside] = /^(?:apps|packages)\/[\w-]+\/src\/(.+)$/.exec(path) ?? [];
  if (inside === undefined) return undefined;
  const [first = '', ...rest] = inside.split('/');
  return rest.length === 0 ? 'root' : first;
}

export const isShipped = (path: string): boolean =>
  /^apps\/[\w-]+\/src\/.*\.tsx?$/.test(path) && !isTest(path) && !path.includes('/test-support/');

const srcOf = (path: string): string => path.slice(0, path.indexOf('/src/') + '/src/'.length);

/** What the file imports of its own app, as paths of the repository. */
export function importsOf({ path, text }: RepoFile): Import[] {
  const { staticImports, staticExports, dynamicImports } = parseSync(path, text).module;
  const specifiers = [
    ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => (moduleRequest === null ? [] : [moduleRequest.value])),
    ),
    ...dynamicImports.map(({ moduleRequest }) =>
      text.slice(moduleRequest.start + 1, moduleRequest.end - 1),
    ),
  ];
  return specifiers.flatMap((specifier) => {
    if (specifier.startsWith('#/')) return [{ from: path, to: srcOf(path) + specifier.slice(2) }];
    if (!specifier.startsWith('.')) return [];
    return [{ from: path, to: posix.join(posix.dirname(path), specifier) }];
  });
}
