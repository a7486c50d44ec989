import { findLines, type Finding, type RepoFile } from './repo-file.ts';

const IN_FEATURE = /^apps\/web\/src\/features\/(\w+)\//;

/** The rule about the console's features: one does not import another. */
export function featureRules(file: RepoFile): Finding[] {
  const feature = IN_FEATURE.exec(file.path)?.[1];
  if (feature === undefined) return [];
  return findLines(
    file,
    new RegExp(String.raw`['"]#/features/(?!${feature}/)`),
    'imports another feature: what two share goes to domain, ui, table, form, api or lib',
  );
}
