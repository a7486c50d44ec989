import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import type { FleetHost } from '@asterism/api-types/fleet-api/fleet-host';
import type { FleetSnapshot } from '@asterism/api-types/fleet-api/fleet-snapshots';
import type { Rights } from '@asterism/api-types/rules/roles';
import { snapshotCan } from '@asterism/api-types/rules/snapshot-states';
import type { Verdict } from '@asterism/api-types/rules/verdict';
import { volumeCan } from '@asterism/api-types/rules/volume-can';
import { paths } from '#/lib/paths.ts';
import type { Act } from './entry.ts';
import { TASK_VERBS, WORKFLOW_VERBS } from './task-verbs.ts';
import type { Verb } from './verb.ts';

const reasonOf = (verdict: Verdict): string | undefined =>
  verdict.allowed ? undefined : verdict.reason;

const volumeNotNow =
  (can: keyof typeof volumeCan) =>
  (volume: Volume): string | undefined =>
    reasonOf(volumeCan[can](volume));
const snapshotNotNow =
  (can: keyof typeof snapshotCan) =>
  (snapshot: FleetSnapshot): string | undefined =>
    reasonOf(snapshotCan[can](snapshot));

const ofProject = ({ projectName }: { readonly projectName: string }): readonly string[] => [
  projectName,
];
const ofAny = (): readonly string[] => [];

const go = (to: string): Act => ({ kind: 'go', to });

export const VOLUME_VERBS: readonly Verb<Volume>[] = [
  {
    words: ['resize', 'grow'],
    hint: 'Resize a volume',
    text: (name) => `Resize ${name}`,
    does: 'updateVolume',
    projectsOf: ofProject,
    notNow: volumeNotNow('update'),
    act: (volume, cluster) => ({
      kind: 'dialog',
      dialog: { name: 'resize volume', volume, cluster },
    }),
  },
  {
    words: ['edit', 'change'],
    hint: 'Edit a volume',
    text: (name) => `Edit ${name}`,
    does: 'updateVolume',
    projectsOf: ofProject,
    notNow: volumeNotNow('update'),
    act: ({ UUID }) => go(paths.editVolume(UUID)),
  },
  {
    words: ['delete', 'remove'],
    hint: 'Delete a volume or snapshot',
    text: (name) => `Delete ${name}`,
    does: 'deleteVolume',
    projectsOf: ofProject,
    notNow: volumeNotNow('delete'),
    act: (volume, cluster) => ({
      kind: 'dialog',
      dialog: { name: 'delete volume', volume, cluster },
    }),
  },
  {
    words: ['snapshot', 'take snapshot', 'take a snapshot of'],
    hint: 'Take a snapshot of a volume',
    text: (name) => `Take a snapshot of ${name}`,
    does: 'createSnapshot',
    projectsOf: ofProject,
    notNow: volumeNotNow('snapshot'),
    act: (volume) => ({ kind: 'dialog', dialog: { name: 'take snapshot', volume } }),
  },
  {
    words: ['roll back', 'rollback'],
    hint: 'Roll a volume back to a snapshot',
    text: (name) => `Roll ${name} back: choose a snapshot`,
    does: 'rollbackVolume',
    projectsOf: ofProject,
    notNow: volumeNotNow('rollback'),
    act: ({ UUID }) => go(paths.volumeSnapshots(UUID)),
  },
];

export const SNAPSHOT_VERBS: readonly Verb<FleetSnapshot>[] = [
  {
    words: ['roll back', 'rollback'],
    hint: 'Roll a volume back to a snapshot',
    text: (name) => `Roll back to ${name}`,
    does: 'rollbackVolume',
    projectsOf: ofProject,
    notNow: snapshotNotNow('use'),
    act: (snapshot, cluster) => ({
      kind: 'dialog',
      dialog: { name: 'roll back', snapshot, cluster },
    }),
  },
  {
    words: ['clone'],
    hint: 'Clone a snapshot to a new volume',
    text: (name) => `Clone ${name}`,
    does: 'createVolume',
    projectsOf: ofProject,
    notNow: snapshotNotNow('use'),
    act: ({ UUID, projectName }) => go(paths.newVolume({ snapshot: UUID, project: projectName })),
  },
  {
    words: ['delete', 'remove'],
    hint: 'Delete a volume or snapshot',
    text: (name) => `Delete snapshot ${name}`,
    does: 'deleteSnapshot',
    projectsOf: ofProject,
    notNow: snapshotNotNow('delete'),
    act: (snapshot, cluster) => ({
      kind: 'dialog',
      dialog: { name: 'delete snapshot', snapshot, cluster },
    }),
  },
];

export const HOST_VERBS: readonly Verb<FleetHost>[] = [
  {
    words: ['give access', 'give access to'],
    hint: 'Give a host access to volumes',
    text: (name) => `Give ${name} access to volumes`,
    does: 'draftTask',
    projectsOf: ofAny,
    act: (host) => ({ kind: 'dialog', dialog: { name: 'give access', host } }),
  },
  {
    words: ['rename', 'name'],
    hint: 'Name a host',
    text: (name) => `Rename ${name}`,
    does: 'nameHost',
    projectsOf: ofAny,
    act: (host) => ({ kind: 'dialog', dialog: { name: 'name host', host } }),
  },
];

export const CLUSTER_VERBS: readonly Verb<FleetCluster>[] = [
  {
    words: ['detach'],
    hint: 'Detach a cluster',
    text: (name) => `Detach ${name}`,
    does: 'detachCluster',
    projectsOf: ofAny,
    act: (cluster) => ({ kind: 'dialog', dialog: { name: 'detach cluster', cluster } }),
  },
];

type AnyVerb = Pick<Verb<never>, 'words' | 'hint' | 'does'>;

/** Those of things whose pages all may open. */
const OF_ALL: readonly AnyVerb[] = [
  ...VOLUME_VERBS,
  ...SNAPSHOT_VERBS,
  ...HOST_VERBS,
  ...TASK_VERBS,
];
const OF_ADMINS: readonly AnyVerb[] = [...OF_ALL, ...CLUSTER_VERBS, ...WORKFLOW_VERBS];
const verbsOf = ({ isClusterAdmin }: Rights) => (isClusterAdmin ? OF_ADMINS : OF_ALL);

/** What was typed: a verb, and what is sought. */
export interface Command {
  readonly verb: string | undefined;
  readonly search: string;
}

/** Reads what was typed. Of two verbs the longer one is meant. */
export function readCommand(typed: string, rights: Rights): Command {
  const text = typed.toLowerCase().replaceAll(/\s+/g, ' ').trimStart();
  const verb = verbsOf(rights)
    .flatMap(({ words }) => words)
    .filter((word) => text.startsWith(`${word} `))
    .toSorted((a, b) => b.length - a.length)[0];
  return { verb, search: (verb === undefined ? text : text.slice(verb.length)).trim() };
}

/** The verbs that can be typed, with what each is for. */
export const verbsFor = (rights: Rights): readonly AnyVerb[] => [
  ...new Map(verbsOf(rights).map((verb) => [verb.hint, verb])).values(),
];
