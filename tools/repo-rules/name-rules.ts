import { parseSync } from 'oxc-parser';
import { isShipped } from './imports.ts';
import type { Finding, RepoFile } from './repo-file.ts';

const TYPE_KINDS: ReadonlySet<string> = new Set([
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
]);

/** The names of the types that the file exports. */
function typesOf({ path, text }: RepoFile): string[] {
  return parseSync(path, text).program.body.flatMap((node) => {
    if (node.type !== 'ExportNamedDeclaration' || node.declaration === null) return [];
    const { declaration } = node;
    if (!TYPE_KINDS.has(declaration.type) || !('id' in declaration)) return [];
    const { id } = declaration;
    return id !== null && 'name' in id && typeof id.name === 'string' ? [id.name] : [];
  });
}

/** Each exported type of an app has a name of its own. */
function typesOnce(files: readonly RepoFile[]): Finding[] {
  const first = new Map<string, string>();
  return files
    .filter(({ path }) => isShipped(path))
    .flatMap((file) => {
      const app = file.path.split('/')[1];
      return typesOf(file).flatMap((name) => {
        const key = `${app} ${name}`;
        const known = first.get(key);
        if (known === undefined) first.set(key, file.path);
        if (known === undefined) return [];
        return [{ path: file.path, message: `exports a type ${name}, as ${known} does` }];
      });
    });
}

/** No two neighbours whose names differ by a letter, such as a folder `cluster` beside a folder `clusters`. */
function twins(files: readonly RepoFile[]): Finding[] {
  const names = new Set<string>();
  for (const { path } of files) {
    const parts = path.split('/');
    for (let i = 2; i <= parts.length; i += 1) {
      names.add(
        parts
          .slice(0, i)
          .join('/')
          .replace(/(\.test)?\.(tsx?|css)$/, ''),
      );
    }
  }
  return [...names]
    .filter((name) => /^(apps|packages|tools|e2e)\//.test(name) && names.has(`${name}s`))
    .map((name) => ({ path: name, message: `differs by a letter from its neighbour ${name}s` }));
}

/** The rules about names: a type has one name in an app, and a name one meaning. */
export const nameRules = (files: readonly RepoFile[]): Finding[] => [
  ...typesOnce(files),
  ...twins(files),
];
