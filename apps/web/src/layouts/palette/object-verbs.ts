import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import type { FleetHost } from '@asterism/api-types/fleet-api/fleet-host';
import type { FleetSnapshot } from '@asterism/api-types/fleet-api/fleet-snapshots';
import type { Rights } from '@asterism/api-types/rules/roles';
import type { Verdict } from '@asterism/api-types/rules/verdict';
import { volumeCan } from '@asterism/api-types/rules/volume-can';
import { mayCreateVolumes } from '#/api/session.ts';
import { whyNot } from '#/features/snapshots/snapshot-rights.ts';
import { paths } from '#/lib/paths.ts';
import type { Act } from './entry.ts';
import { TASK_VERBS, WORKFLOW_VERBS } from './task-verbs.ts';
import { needsRole, type Verb } from './verb.ts';

const reasonOf = (verdict: Verdict): string | undefined =>
  verdict.allowed ? undefined : verdict.reason;

const ofVolume =
  (can: keyof typeof volumeCan) =>
  (rights: Rights, volume: Volume): string | undefined =>
    needsRole(rights, volume.projectName) ?? reasonOf(volumeCan[can](volume));

const go = (to: string): Act => ({ kind: 'go', to });
const isAdmin = ({ isClusterAdmin }: Rights): boolean => isClusterAdmin;

export const VOLUME_VERBS: readonly Verb<Volume>[] = [
  {
    words: ['resize', 'grow'],
    hint: 'Resize a volume',
    text: (name) => `Resize ${name}`,
    isFor: mayCreateVolumes,
    reason: ofVolume('update'),
    act: ({ UUID }) => go(paths.editVolume(UUID)),
  },
  {
    words: ['edit', 'change'],
    hint: 'Edit a volume',
    text: (name) => `Edit ${name}`,
    isFor: mayCreateVolumes,
    reason: ofVolume('update'),
    act: ({ UUID }) => go(paths.editVolume(UUID)),
  },
  {
    words: ['delete', 'remove'],
    hint: 'Delete a volume or snapshot',
    text: (name) => `Delete ${name}`,
    isFor: mayCreateVolumes,
    reason: ofVolume('delete'),
    act: (volume, cluster) => ({
      kind: 'dialog',
      dialog: { name: 'delete volume', volume, cluster },
    }),
  },
  {
    words: ['snapshot', 'take snapshot', 'take a snapshot of'],
    hint: 'Take a snapshot of a volume',
    text: (name) => `Take a snapshot of ${name}`,
    isFor: mayCreateVolumes,
    reason: ofVolume('snapshot'),
    act: (volume) => ({ kind: 'dialog', dialog: { name: 'take snapshot', volume } }),
  },
  {
    words: ['roll back', 'rollback'],
    hint: 'Roll a volume back to a snapshot',
    text: (name) => `Roll ${name} back: choose a snapshot`,
    isFor: mayCreateVolumes,
    reason: ofVolume('rollback'),
    act: ({ UUID }) => go(paths.volumeSnapshots(UUID)),
  },
];

export const SNAPSHOT_VERBS: readonly Verb<FleetSnapshot>[] = [
  {
    words: ['roll back', 'rollback'],
    hint: 'Roll a volume back to a snapshot',
    text: (name) => `Roll back to ${name}`,
    isFor: mayCreateVolumes,
    reason: (rights, snapshot) => whyNot(rights, snapshot, 'use'),
    act: (snapshot, cluster) => ({
      kind: 'dialog',
      dialog: { name: 'roll back', snapshot, cluster },
    }),
  },
  {
    words: ['clone'],
    hint: 'Clone a snapshot to a new volume',
    text: (name) => `Clone ${name}`,
    isFor: mayCreateVolumes,
    reason: (rights, snapshot) => whyNot(rights, snapshot, 'use'),
    act: ({ UUID, projectName }) => go(paths.newVolume({ snapshot: UUID, project: projectName })),
  },
  {
    words: ['delete', 'remove'],
    hint: 'Delete a volume or snapshot',
    text: (name) => `Delete snapshot ${name}`,
    isFor: mayCreateVolumes,
    reason: (rights, snapshot) => whyNot(rights, snapshot, 'delete'),
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
    isFor: mayCreateVolumes,
    reason: () => undefined,
    act: (host) => ({ kind: 'dialog', dialog: { name: 'give access', host } }),
  },
  {
    words: ['rename', 'name'],
    hint: 'Name a host',
    text: (name) => `Rename ${name}`,
    isFor: isAdmin,
    reason: () => undefined,
    act: (host) => ({ kind: 'dialog', dialog: { name: 'name host', host } }),
  },
];

export const CLUSTER_VERBS: readonly Verb<FleetCluster>[] = [
  {
    words: ['detach'],
    hint: 'Detach a cluster',
    text: (name) => `Detach ${name}`,
    isFor: isAdmin,
    reason: () => undefined,
    act: (cluster) => ({ kind: 'dialog', dialog: { name: 'detach cluster', cluster } }),
  },
];

const ALL: readonly Pick<Verb<never>, 'words' | 'hint' | 'isFor'>[] = [
  ...VOLUME_VERBS,
  ...SNAPSHOT_VERBS,
  ...HOST_VERBS,
  ...CLUSTER_VERBS,
  ...TASK_VERBS,
  ...WORKFLOW_VERBS,
];

/** What was typed: a verb that is something for the person, and what is sought. */
export interface Command {
  readonly verb: string | undefined;
  readonly search: string;
}

/** Reads what was typed. Of two verbs the longer one is meant. */
export function readCommand(typed: string, rights: Rights): Command {
  const text = typed.toLowerCase().replaceAll(/\s+/g, ' ').trimStart();
  const verb = ALL.filter(({ isFor }) => isFor(rights))
    .flatMap(({ words }) => words)
    .filter((word) => text.startsWith(`${word} `))
    .toSorted((a, b) => b.length - a.length)[0];
  return { verb, search: (verb === undefined ? text : text.slice(verb.length)).trim() };
}

/** The verbs that can be typed, with what each is for. */
export const verbsFor = (rights: Rights): readonly Pick<Verb<never>, 'words' | 'hint'>[] => [
  ...new Map(ALL.filter(({ isFor }) => isFor(rights)).map((verb) => [verb.hint, verb])).values(),
];
