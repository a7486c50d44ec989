import { isFinal } from '@asterism/api-types/federation-api/workflow';
import { isDrafted, isFinalTask, type FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { cancelTask, pauseTask, resumeTask, retryTask } from '#/api/task-writes.ts';
import { changedBy, retriable, taskName } from '#/domain/task-words.ts';
import { steerTask } from './steer-task.ts';
import type { Verb } from './verb.ts';

const unless = (can: boolean, why: string): string | undefined => (can ? undefined : why);
const isSteered = ({ kind, state }: FleetTask): boolean =>
  isDrafted(kind) && !isFinalTask(state) && state !== 'DRAFT';

export const TASK_VERBS: readonly Verb<FleetTask>[] = [
  {
    words: ['pause', 'pause task'],
    hint: 'Pause a task',
    text: (name) => `Pause: ${name}`,
    does: 'pauseTask',
    projectsOf: changedBy,
    notNow: (task) => unless(isSteered(task) && task.state !== 'PAUSED', 'It is not running'),
    act: (task) => ({
      kind: 'run',
      run: () => void steerTask(pauseTask, task, `Pausing: ${taskName(task)}`),
    }),
  },
  {
    words: ['resume', 'resume task'],
    hint: 'Resume a task',
    text: (name) => `Resume: ${name}`,
    does: 'resumeTask',
    projectsOf: changedBy,
    notNow: (task) =>
      unless(
        isSteered(task) && (task.state === 'PAUSED' || task.asked === 'pause'),
        'It is not paused',
      ),
    act: (task) => ({
      kind: 'run',
      run: () => void steerTask(resumeTask, task, `Resumed: ${taskName(task)}`),
    }),
  },
  {
    words: ['undo'],
    hint: 'Undo a task that has not begun',
    text: (name) => `Undo: ${name}`,
    does: 'cancelTask',
    projectsOf: changedBy,
    notNow: (task) => unless(task.state === 'PENDING' && task.dueAt !== undefined, 'It has begun'),
    act: (task) => ({
      kind: 'run',
      run: () => void steerTask(cancelTask, task, `Undone: ${taskName(task)}`),
    }),
  },
  {
    words: ['retry', 'retry task'],
    hint: 'Retry what a task has not done',
    text: (name) => `Retry: ${name}`,
    does: 'retryTask',
    projectsOf: changedBy,
    notNow: (task) =>
      unless(isFinalTask(task.state) && retriable(task) > 0, 'Nothing of it is to be retried'),
    act: (task) => ({
      kind: 'run',
      run: () => void steerTask(retryTask, task, `Drafted again: ${taskName(task)}`),
    }),
  },
  {
    words: ['cancel', 'cancel task'],
    hint: 'Cancel a task or a workflow',
    text: (name) => `Cancel: ${name}`,
    does: 'cancelTask',
    projectsOf: changedBy,
    notNow: (task) => unless(isSteered(task), 'It has ended'),
    act: (task) => ({ kind: 'dialog', dialog: { name: 'cancel task', task } }),
  },
];

export const WORKFLOW_VERBS: readonly Verb<FleetWorkflow>[] = [
  {
    words: ['cancel', 'cancel workflow'],
    hint: 'Cancel a task or a workflow',
    text: (name) => `Cancel: ${name}`,
    does: 'cancelWorkflow',
    projectsOf: () => [],
    notNow: ({ state }) => (isFinal(state) ? 'It has ended' : undefined),
    act: (workflow) => ({ kind: 'dialog', dialog: { name: 'cancel workflow', workflow } }),
  },
];
