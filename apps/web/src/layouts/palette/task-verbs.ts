import { isFinal } from '@asterism/api-types/federation-api/workflow';
import { isDrafted, isFinalTask, type FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import type { Rights } from '@asterism/api-types/rules/roles';
import { mayCreateVolumes } from '#/api/session.ts';
import { cancelTask, pauseTask, resumeTask, retryTask } from '#/api/task-writes.ts';
import { retriable, taskName } from '#/domain/task-words.ts';
import { paths } from '#/lib/paths.ts';
import { steerTask } from './steer-task.ts';
import { needsRole, type Verb } from './verb.ts';

const maySteer = (rights: Rights, { projects }: FleetTask): string | undefined =>
  projects.map((project) => needsRole(rights, project)).find((reason) => reason !== undefined);
const notNow = (rights: Rights, task: FleetTask, can: boolean, why: string): string | undefined =>
  maySteer(rights, task) ?? (can ? undefined : why);
const isSteered = ({ kind, state }: FleetTask): boolean =>
  isDrafted(kind) && !isFinalTask(state) && state !== 'DRAFT';

export const TASK_VERBS: readonly Verb<FleetTask>[] = [
  {
    words: ['pause', 'pause task'],
    hint: 'Pause a task',
    text: (name) => `Pause: ${name}`,
    isFor: mayCreateVolumes,
    reason: (rights, task) =>
      notNow(rights, task, isSteered(task) && task.state !== 'PAUSED', 'It is not running'),
    act: (task) => ({
      kind: 'run',
      run: () => void steerTask(pauseTask, task, `Pausing: ${taskName(task)}`),
    }),
  },
  {
    words: ['resume', 'resume task'],
    hint: 'Resume a task',
    text: (name) => `Resume: ${name}`,
    isFor: mayCreateVolumes,
    reason: (rights, task) =>
      notNow(
        rights,
        task,
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
    isFor: mayCreateVolumes,
    reason: (rights, task) =>
      notNow(rights, task, task.state === 'PENDING' && task.dueAt !== undefined, 'It has begun'),
    act: (task) => ({
      kind: 'run',
      run: () => void steerTask(cancelTask, task, `Undone: ${taskName(task)}`),
    }),
  },
  {
    words: ['retry', 'retry task'],
    hint: 'Retry what a task has not done',
    text: (name) => `Retry: ${name}`,
    isFor: mayCreateVolumes,
    reason: (rights, task) =>
      notNow(
        rights,
        task,
        isFinalTask(task.state) && retriable(task) > 0,
        'Nothing of it is to be retried',
      ),
    act: (task) => ({
      kind: 'run',
      run: () => void steerTask(retryTask, task, `Drafted again: ${taskName(task)}`),
    }),
  },
  {
    words: ['cancel', 'cancel task'],
    hint: 'Cancel a task or a workflow',
    text: (name) => `Cancel, on its page: ${name}`,
    isFor: mayCreateVolumes,
    reason: (rights, task) => notNow(rights, task, isSteered(task), 'It has ended'),
    act: ({ id }) => ({ kind: 'go', to: paths.task(id) }),
  },
];

export const WORKFLOW_VERBS: readonly Verb<FleetWorkflow>[] = [
  {
    words: ['cancel', 'cancel workflow'],
    hint: 'Cancel a task or a workflow',
    text: (name) => `Cancel, on its page: ${name}`,
    isFor: ({ isClusterAdmin }) => isClusterAdmin,
    reason: (_, { state }) => (isFinal(state) ? 'It has ended' : undefined),
    act: ({ id }) => ({ kind: 'go', to: paths.workflow(id) }),
  },
];
