import { clusteringFamilies } from './clustering-families.ts';
import { smartFamilies } from './drive-families.ts';
import type { Family } from './exposition.ts';
import { frontEndFamilies } from './front-end-families.ts';
import type { MeasuredNode } from './measured-node.ts';

const nothing = (): Family[] => [];

/** What `collect[]` can ask for. Which metric is in which group is our guess; those with nothing measure what is not simulated. */
export const GROUPS = {
  clustering: clusteringFamilies,
  datapath: nothing,
  duroslight: frontEndFamilies,
  meminfo: nothing,
  textfile: nothing,
  lightfield: nothing,
  netstat: nothing,
  netdev: nothing,
  cpufreq: nothing,
  smart: smartFamilies,
} as const satisfies Readonly<Record<string, (measured: MeasuredNode) => Family[]>>;
export type Group = keyof typeof GROUPS;

const isGroup = (name: string): name is Group => Object.hasOwn(GROUPS, name);

/** The groups that a request asks for, without a wish all but `smart`; or the first of its names that is none. */
export function groupsFrom(asked: readonly string[]): Group[] | { readonly unknown: string } {
  const known = asked.filter(isGroup);
  const unknown = asked.find((name) => !isGroup(name));
  if (unknown !== undefined) return { unknown };
  if (known.length > 0) return [...new Set(known)];
  return Object.keys(GROUPS)
    .filter(isGroup)
    .filter((name) => name !== 'smart');
}
