import { findLines, type Finding, type RepoFile } from './repo-file.ts';

const IN_FEATURE = /^apps\/web\/src\/features\/(?<feature>\w+)\/(?:(?<task>\w+)\/)?/;

/** The rules about the console's features: none imports another, and a task imports of other tasks only their dialogs. */
export function featureRules(file: RepoFile): Finding[] {
  const { feature, task } = IN_FEATURE.exec(file.path)?.groups ?? {};
  if (feature === undefined) return [];
  const otherFeatures = findLines(
    file,
    new RegExp(String.raw`['"]#/features/(?!${feature}/)`),
    'imports another feature: what two share goes to domain, ui, table, form, api or lib',
  );
  if (task === undefined) return otherFeatures;
  const otherTasks = findLines(
    file,
    new RegExp(String.raw`['"]#/features/${feature}/(?!${task}/)\w+/(?!\S*-dialog\.tsx)`),
    `imports another task: what two share goes to features/${feature}; only dialogs open over other tasks`,
  );
  return [...otherFeatures, ...otherTasks];
}
