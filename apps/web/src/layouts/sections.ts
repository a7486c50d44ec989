import type { Rights } from '@asterism/api-types/rules/roles';
import { paths } from '#/lib/paths.ts';

/** A part of the console that the navigation leads to. */
export interface Section {
  readonly name: string;
  readonly path: string;
  /** The key that goes there after `g`. */
  readonly key: string;
}

const OVERVIEW: Section = { name: 'Overview', path: paths.overview(), key: 'o' };
const VOLUMES: Section = { name: 'Volumes', path: paths.volumes(), key: 'v' };
const CLUSTERS: Section = { name: 'Clusters', path: paths.clusters(), key: 'c' };
const WORKFLOWS: Section = { name: 'Workflows', path: paths.workflows(), key: 'w' };

/** The sections that a user with these rights can open. */
export const sectionsFor = ({ isClusterAdmin }: Rights): readonly Section[] =>
  isClusterAdmin ? [OVERVIEW, VOLUMES, CLUSTERS, WORKFLOWS] : [OVERVIEW, VOLUMES];
