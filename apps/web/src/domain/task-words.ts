import {
  isDrafted,
  isPolicyTask,
  isSnapshotsTask,
  isWorkflowTask,
  type FleetTask,
  type TaskItemState,
  type TaskKind,
} from '@asterism/api-types/fleet-api/fleet-task';
import type { WorkflowType } from '@asterism/api-types/federation-api/workflow';
import type { VolumesChange } from '@asterism/api-types/fleet-api/volumes-change';
import { parseSize } from '@asterism/api-types/rules/size';
import { andList } from '#/lib/and-list.ts';
import { capitalised } from '#/lib/capitalised.ts';
import { formatBytes, formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import { stageTitle, workflowKind, workflowName } from './workflow-words.ts';

type Named = Pick<FleetTask, 'kind' | 'change' | 'total' | 'subject'>;

/** What the items of a task are. */
export function itemWords(kind: TaskKind): { readonly one: string; readonly many: string } {
  if (isPolicyTask(kind) || isWorkflowTask(kind)) return { one: 'cluster', many: 'clusters' };
  return isSnapshotsTask(kind)
    ? { one: 'snapshot', many: 'snapshots' }
    : { one: 'volume', many: 'volumes' };
}

/** The projects in which one must be allowed to change something: not those whose items are all skipped. */
export const changedBy = ({
  projects,
  changedProjects = projects,
}: Pick<FleetTask, 'projects' | 'changedProjects'>): readonly string[] => changedProjects;

/** So many items of a task: `12 volumes`. */
export function countItems(kind: TaskKind, count: number): string {
  const { one, many } = itemWords(kind);
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** What a task is about: its only volume or snapshot by name, else how many there are. */
export const taskSubject = ({ kind, subject, total }: Omit<Named, 'change'>): string =>
  subject === '' || isPolicyTask(kind) ? countItems(kind, total) : subject;

function sizeInWords(size: string): string {
  const parsed = parseSize(size);
  return parsed.ok ? formatBytes(parsed.value) : size;
}

interface PartWords {
  /** Among other parts: `size`. */
  readonly noun: string;
  /** By itself. */
  readonly alone: (subject: string, change: VolumesChange) => string;
}

const PARTS: Readonly<Record<keyof VolumesChange, PartWords>> = {
  size: {
    noun: 'size',
    alone: (subject, { size = '' }) => `Resize ${subject} to ${sizeInWords(size)}`,
  },
  acl: { noun: 'ACL hosts', alone: (subject) => `Change the ACL hosts of ${subject}` },
  IPAcl: { noun: 'IP-ACL', alone: (subject) => `Change the IP-ACL of ${subject}` },
  qosPolicyName: {
    noun: 'QoS policy',
    alone: (subject, { qosPolicyName = '' }) => `Set QoS policy ${qosPolicyName} on ${subject}`,
  },
  labels: { noun: 'labels', alone: (subject) => `Change the labels of ${subject}` },
};
const PART_NAMES = ['size', 'acl', 'IPAcl', 'qosPolicyName', 'labels'] as const;

function changeInWords(subject: string, change: VolumesChange): string {
  const changed = PART_NAMES.filter((part) => change[part] !== undefined);
  const [first] = changed;
  if (first !== undefined && changed.length === 1) return PARTS[first].alone(subject, change);
  const nouns = andList(changed.map((part) => PARTS[part].noun));
  return `Change ${nouns === '' ? 'nothing' : nouns} of ${subject}`;
}

interface KindWords {
  /** In a filter. */
  readonly kind: string;
  readonly name: (task: Named) => string;
}

const ofWorkflow = (type: WorkflowType): KindWords => ({
  kind: `${workflowKind(type)} cluster`,
  name: ({ subject }) => workflowName({ type, target: subject }),
});

const KINDS: Readonly<Record<TaskKind, KindWords>> = {
  'delete volumes': { kind: 'Delete volumes', name: (task) => `Delete ${taskSubject(task)}` },
  'change volumes': {
    kind: 'Change volumes',
    name: (task) => changeInWords(taskSubject(task), task.change ?? {}),
  },
  'snapshot volumes': {
    kind: 'Snapshot volumes',
    name: (task) => `Take ${task.total === 1 ? 'a snapshot' : 'snapshots'} of ${taskSubject(task)}`,
  },
  'schedule volumes': {
    kind: 'Schedule snapshots',
    name: (task) => `Schedule snapshots of ${taskSubject(task)}`,
  },
  'delete snapshots': {
    kind: 'Delete snapshots',
    name: (task) => `Delete ${task.subject === '' ? '' : 'snapshot '}${taskSubject(task)}`,
  },
  'save QoS policy': {
    kind: 'Save QoS policy',
    name: (task) => `Save QoS policy ${task.subject} on ${taskSubject(task)}`,
  },
  'delete QoS policy': {
    kind: 'Delete QoS policy',
    name: (task) => `Delete QoS policy ${task.subject} on ${taskSubject(task)}`,
  },
  'create volume': { kind: 'Create volume', name: (task) => `Create ${taskSubject(task)}` },
  'change volume': { kind: 'Change volume', name: (task) => `Change ${taskSubject(task)}` },
  'delete volume': { kind: 'Delete volume', name: (task) => `Delete ${taskSubject(task)}` },
  'clone snapshot': {
    kind: 'Clone snapshot',
    name: (task) => `Create ${taskSubject(task)} from a snapshot`,
  },
  'roll back volume': {
    kind: 'Roll back volume',
    name: (task) => `Roll back ${taskSubject(task)}`,
  },
  'create snapshot': { kind: 'Take snapshot', name: ({ subject }) => `Take snapshot ${subject}` },
  'delete snapshot': {
    kind: 'Delete snapshot',
    name: ({ subject }) => `Delete snapshot ${subject}`,
  },
  'attach cluster': ofWorkflow('attach cluster'),
  'detach cluster': ofWorkflow('detach cluster'),
};

/** What a task does, and to what: `Delete 12 volumes`. */
export const taskName = (task: Named): string => KINDS[task.kind].name(task);

/** A kind of task by itself. */
export const taskKind = (kind: TaskKind): string => KINDS[kind].kind;

/** So many items in a state, after their number. */
const COUNT_WORDS: Readonly<Record<TaskItemState, string>> = {
  failed: 'failed',
  running: 'running',
  following: 'finishing',
  waiting: 'waiting',
  done: 'done',
  canceled: 'canceled',
  skipped: 'skipped',
};
const COUNT_ORDER = [
  'failed',
  'done',
  'running',
  'following',
  'waiting',
  'canceled',
  'skipped',
] as const;

/** How many of its volumes are in each state, failures first: `2 failed, 10 done`. */
export const taskCounts = ({ counts }: Pick<FleetTask, 'counts'>): string =>
  COUNT_ORDER.filter((state) => counts[state] > 0)
    .map((state) => `${formatCount(counts[state])} ${COUNT_WORDS[state]}`)
    .join(', ');

/** How many of its items can be tried again: those that failed, or were canceled before they began. */
export const retriable = ({ kind, counts }: Pick<FleetTask, 'kind' | 'counts'>): number =>
  isDrafted(kind) ? counts.failed + counts.canceled : 0;

/**
 * How a task stands, in a few words: of a workflow the stage that it is at, or why it ended; of others how many of their items are
 * in each state.
 */
export function taskStanding(task: FleetTask): string {
  const { kind, stage = '', reason = '', state } = task;
  if (!isWorkflowTask(kind) || state === 'COMPLETED') return taskCounts(task);
  if (reason !== '') return capitalised(reason);
  return stage === '' ? taskCounts(task) : stageTitle(stage);
}

/** Where a task is followed: a workflow on its own page, which has its stages. */
export const taskPath = ({ id, kind }: Pick<FleetTask, 'id' | 'kind'>): string =>
  isWorkflowTask(kind) ? paths.workflow(id) : paths.task(id);
