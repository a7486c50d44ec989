import { FolderIcon } from '@patternfly/react-icons/dist/esm/icons/folder-icon';
import { PluggedIcon } from '@patternfly/react-icons/dist/esm/icons/plugged-icon';
import { ProjectDiagramIcon } from '@patternfly/react-icons/dist/esm/icons/project-diagram-icon';
import { CameraIcon } from '@patternfly/react-icons/dist/esm/icons/camera-icon';
import { ServerGroupIcon } from '@patternfly/react-icons/dist/esm/icons/server-group-icon';
import { TachometerAltIcon } from '@patternfly/react-icons/dist/esm/icons/tachometer-alt-icon';
import { TasksIcon } from '@patternfly/react-icons/dist/esm/icons/tasks-icon';
import { VolumeIcon } from '@patternfly/react-icons/dist/esm/icons/volume-icon';
import type { ComponentType } from 'react';
import type { Rights } from '@asterism/api-types/rules/roles';
import { paths } from '#/lib/paths.ts';

/** A part of the console that the navigation leads to. */
export interface Section {
  readonly name: string;
  readonly path: string;
  /** The key that goes there after `g`. */
  readonly key: string;
  readonly Icon: ComponentType;
}

const OVERVIEW: Section = {
  name: 'Overview',
  path: paths.overview(),
  key: 'o',
  Icon: TachometerAltIcon,
};
const VOLUMES: Section = { name: 'Volumes', path: paths.volumes(), key: 'v', Icon: VolumeIcon };
const SNAPSHOTS: Section = {
  name: 'Snapshots',
  path: paths.snapshots(),
  key: 's',
  Icon: CameraIcon,
};
const HOSTS: Section = { name: 'Hosts', path: paths.hosts(), key: 'h', Icon: PluggedIcon };
const PROJECTS: Section = {
  name: 'Projects',
  path: paths.projects(),
  key: 'p',
  Icon: FolderIcon,
};
const CLUSTERS: Section = {
  name: 'Clusters',
  path: paths.clusters(),
  key: 'c',
  Icon: ServerGroupIcon,
};
const WORKFLOWS: Section = {
  name: 'Workflows',
  path: paths.workflows(),
  key: 'w',
  Icon: ProjectDiagramIcon,
};

const TASKS: Section = { name: 'Tasks', path: paths.tasks(), key: 't', Icon: TasksIcon };

/** The sections that a user with these rights can open. */
export const sectionsFor = ({ isClusterAdmin }: Rights): readonly Section[] =>
  isClusterAdmin
    ? [OVERVIEW, VOLUMES, SNAPSHOTS, HOSTS, PROJECTS, CLUSTERS, TASKS, WORKFLOWS]
    : [OVERVIEW, VOLUMES, SNAPSHOTS, HOSTS, PROJECTS, TASKS];
