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
const SNAPSHOTS: Section = { name: 'Snapshots', path: paths.snapshots(), key: 's' };
const HOSTS: Section = { name: 'Hosts', path: paths.hosts(), key: 'h' };
const PROJECTS: Section = { name: 'Projects', path: paths.projects(), key: 'p' };
const POLICIES: Section = { name: 'QoS policies', path: paths.qosPolicies(), key: 'q' };
const NODES: Section = { name: 'Nodes', path: paths.nodes(), key: 'n' };
const CLUSTERS: Section = { name: 'Clusters', path: paths.clusters(), key: 'c' };
const WORKFLOWS: Section = { name: 'Workflows', path: paths.workflows(), key: 'w' };
const TASKS: Section = { name: 'Tasks', path: paths.tasks(), key: 't' };

/** The sections that a user with these rights can open. */
export const sectionsFor = ({ isClusterAdmin }: Rights): readonly Section[] =>
  isClusterAdmin
    ? [OVERVIEW, VOLUMES, SNAPSHOTS, HOSTS, PROJECTS, POLICIES, CLUSTERS, NODES, TASKS, WORKFLOWS]
    : [OVERVIEW, VOLUMES, SNAPSHOTS, HOSTS, PROJECTS, TASKS];
