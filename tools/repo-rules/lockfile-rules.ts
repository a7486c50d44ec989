import type { Finding, RepoFile } from './repo-file.ts';

const PACKAGE = /^ {2}'?(@?[^@\s']+)@(\d+)\.(\d+)\.(\d+)[^:]*:$/gm;

const isSafeProxy = (major: number, minor: number, patch: number): boolean =>
  major > 4 || (major === 4 && (minor > 2 || (minor === 2 && patch >= 2)));

/**
 * The rules about the lockfile: http-proxy-middleware before 4.2.2 and the http-proxy that it builds on let requests
 * be smuggled past the BFF's checks.
 */
export function lockfileRules(file: RepoFile): Finding[] {
  if (file.path !== 'pnpm-lock.yaml') return [];
  return [...file.text.matchAll(PACKAGE)].flatMap(([, name, major, minor, patch]) => {
    const safe =
      name === 'http-proxy-middleware'
        ? isSafeProxy(Number(major), Number(minor), Number(patch))
        : name !== 'http-proxy';
    const message = `brings ${name} ${major}.${minor}.${patch}, which allows request smuggling`;
    return safe ? [] : [{ path: file.path, message }];
  });
}
