import type { Page } from '@playwright/test';
import { VIEWER_PROJECT } from '@asterism/test-stack/stack';
import { MENU, QUICK_LOOK } from './accessibility.ts';

/** The name of a volume, of its snapshot and of its schedule; the NQN of its host has it too. */
export const NAME = 'seen-by-a-viewer';
export const HOST = `nqn.2016-01.com.example:${NAME}`;

const MAIN = 'main';
const SELECTION_BAR = '.ast-selection-bar';

/** Somewhere that both an admin and a viewer come to. */
export interface Place {
  readonly path: string;
  /** Where on the page. */
  readonly part: string;
  /** Something that is there for an admin: once it is shown, all is. */
  readonly has: string | RegExp;
  /** What opens the part, once its page is there. */
  readonly open?: (page: Page) => Promise<void>;
  /** What an admin has there and a viewer is not shown, and why. */
  readonly notShown?: Readonly<Record<string, string>>;
}

const openMenu = (name: string) => (page: Page) =>
  page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
const select = (name: string) => (page: Page) =>
  page.getByRole('checkbox', { name: `Select ${name}` }).check();

/** A volume with a host, a snapshot and a schedule. */
export interface Things {
  readonly volumeId: string;
  readonly clusterId: string;
  readonly snapshotId: string;
}

/** Where things are worked with, by what it is called. Those on one page come one after the other. */
export function placesOf({ volumeId, clusterId, snapshotId }: Things): Record<string, Place> {
  const [volumes, snapshots] = [`/volumes?search=${NAME}`, `/snapshots?search=${NAME}`];
  const [hosts, host] = [`/hosts?search=${NAME}`, `/hosts/${encodeURIComponent(HOST)}`];
  return {
    'the list of volumes': { path: volumes, part: MAIN, has: 'Create volume' },
    'the menu of a volume': { path: volumes, part: MENU, has: 'Delete', open: openMenu(NAME) },
    'the bar of selected volumes': {
      path: volumes,
      part: SELECTION_BAR,
      has: 'Delete',
      open: select(NAME),
    },
    'the quick look at a volume': {
      path: `${volumes}&look=${volumeId}`,
      part: QUICK_LOOK,
      has: 'Change size',
    },
    'the page of a volume': {
      path: `/volumes/${volumeId}`,
      part: MAIN,
      has: 'Copy node UUID',
      notShown: { 'Copy node UUID': 'nodes are for cluster admins alone' },
    },
    'the snapshots of a volume': {
      path: `/volumes/${volumeId}/snapshots`,
      part: MAIN,
      has: `Delete schedule ${NAME}`,
    },
    'the list of snapshots': { path: snapshots, part: MAIN, has: `Actions for ${NAME}` },
    'the menu of a snapshot': { path: snapshots, part: MENU, has: 'Delete', open: openMenu(NAME) },
    'the bar of selected snapshots': {
      path: snapshots,
      part: SELECTION_BAR,
      has: 'Delete',
      open: select(NAME),
    },
    'the quick look at a snapshot': {
      path: `${snapshots}&look=${clusterId}+${snapshotId}`,
      part: QUICK_LOOK,
      has: 'Delete',
    },
    'the schedules': {
      path: `/snapshots/schedules?search=${NAME}`,
      part: MAIN,
      has: `Delete schedule ${NAME}`,
    },
    'the list of hosts': { path: hosts, part: MAIN, has: `Actions for ${HOST}` },
    'the menu of a host': { path: hosts, part: MENU, has: /^Give access/, open: openMenu(HOST) },
    'the quick look at a host': {
      path: `${hosts}&look=${encodeURIComponent(HOST)}`,
      part: QUICK_LOOK,
      has: 'Give access',
    },
    'the page of a host': { path: host, part: MAIN, has: NAME },
    'the bar of selected volumes of a host': {
      path: host,
      part: SELECTION_BAR,
      has: 'Take access away',
      open: select(NAME),
    },
    'the list of projects': {
      path: `/projects?search=${VIEWER_PROJECT}`,
      part: MAIN,
      has: VIEWER_PROJECT,
    },
    'the page of a project': {
      path: `/projects/${VIEWER_PROJECT}`,
      part: MAIN,
      has: 'View as…',
      notShown: { 'View as…': 'a preview is a tool of administration (decision 0068)' },
    },
  };
}
