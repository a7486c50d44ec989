import { findLines, type Finding, type RepoFile } from './repo-file.ts';

/** A package registry other than the public one, by what such hosts and settings look like. */
const REGISTRY =
  /registry\s*=\s*["']?https?:|https?:\/\/(?!registry\.npmjs\.org)[\w.-]*(registry|artifactory|nexus|verdaccio|npm-proxy)[\w.-]*[/:]|\btarball: https?:/i;

/** A path that exists on somebody's machine only. */
const MACHINE_PATH = /(?<![\w.~$}-])\/(root|home|Users|work)\/[\w.-]+/;

/** The rules about places: nothing in the repository may depend on where it was written. */
export function placeRules(file: RepoFile): Finding[] {
  if (file.path.startsWith('tools/repo-rules/')) return [];
  return [
    ...findLines(file, REGISTRY, 'names a package registry'),
    ...findLines(file, MACHINE_PATH, 'names a path of one machine'),
  ];
}
