import { importsOf, isShipped, roomOf, type Import } from './imports.ts';
import { findLines, type Finding, type RepoFile } from './repo-file.ts';

const appOf = (path: string): string => path.split('/').slice(0, 2).join('/');

/**
 * The rule about rooms: between two rooms of an app (the folders in its `src`, and `src` itself) arrows go one way, so
 * that what may know what can be seen from a few lines.
 */
export function roomRules(files: readonly RepoFile[]): Finding[] {
  const arrows = new Map<string, Import[]>();
  for (const file of files.filter(({ path }) => isShipped(path))) {
    for (const arrow of importsOf(file)) {
      const [from, to] = [roomOf(arrow.from), roomOf(arrow.to)];
      if (from === undefined || to === undefined || from === to) continue;
      const key = `${appOf(arrow.from)} ${from} ${to}`;
      arrows.set(key, [...(arrows.get(key) ?? []), arrow]);
    }
  }
  return [...arrows].flatMap(([key, there]) => {
    const [app, from, to] = key.split(' ');
    const back = arrows.get(`${app} ${to} ${from}`) ?? [];
    // Of the two directions the one that fewer imports take is the one to mend.
    const isMinor =
      there.length < back.length || (there.length === back.length && key < `${app} ${to}`);
    if (back.length === 0 || !isMinor) return [];
    return there.map((arrow) => ({
      path: arrow.from,
      message: `imports ${arrow.to}: ${to} imports ${from} already, and arrows between rooms go one way`,
    }));
  });
}

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
