import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import {
  isDrafted,
  isPolicyTask,
  isSnapshotsTask,
  type TaskState,
} from '@asterism/api-types/fleet-api/fleet-task';
import type { RequestOrigin } from '@asterism/api-types/fleet-api/request-origin';
import type { Orm } from '@asterism/database/database';
import type { Principal } from '../identity/principal.ts';
import { createTaskItemStore } from '../store/task-item-store.ts';
import { createTaskStore, DRAFTS_MAX, type TaskRow } from '../store/task-store.ts';
import type { WorkflowEngine } from '../workflows/workflow-engine.ts';
import {
  draftPolicyTask,
  type PolicyDraftDeps,
  type PolicyDraftRequest,
} from './qos-policies/draft-policy-task.ts';
import {
  draftSnapshotsTask,
  type SnapshotsDraftDeps,
  type SnapshotsDraftRequest,
} from './snapshots/draft-snapshots-task.ts';
import type { DraftStorage } from './draft-storage.ts';
import { draftTask, type DraftRequest, type DraftSources } from './draft-task.ts';
import type { DraftedTask, DraftFrom } from './drafted-task.ts';

export interface TaskServiceOptions {
  readonly orm: Orm;
  readonly drafts: Pick<DraftStorage, 'add' | 'isWhole'>;
  readonly fleet: DraftSources & PolicyDraftDeps & SnapshotsDraftDeps;
  readonly engine: Pick<WorkflowEngine, 'enqueue' | 'resend' | 'runNow' | 'wake'>;
  /** Called with the task after every change. */
  readonly onChange: (task: TaskRow) => void;
}

type Answer = Promise<Result<TaskRow, Failure>>;

/** Drafts, starts and steers tasks; each call returns when the change is stored. */
export interface TaskService {
  /** Whoever may see all of its projects sees a task; for others there is none: `notFound`. */
  find(id: string, principal: Principal): Answer;
  draft(request: DraftRequest, principal: Principal, origin: RequestOrigin): Answer;
  draftPolicy(request: PolicyDraftRequest, principal: Principal, origin: RequestOrigin): Answer;
  draftSnapshots(
    request: SnapshotsDraftRequest,
    principal: Principal,
    origin: RequestOrigin,
  ): Answer;
  start(id: string, principal: Principal, undoSeconds: number): Answer;
  pause(id: string, principal: Principal): Answer;
  /** Also starts one at once that could still be undone. */
  resume(id: string, principal: Principal): Answer;
  cancel(id: string, principal: Principal): Answer;
  /** Drafts a task of what another one has not done. */
  retry(id: string, principal: Principal, origin: RequestOrigin): Answer;
}

const notThere = (id: string) => err(failure('notFound', `there is no task ${id}`));
const notNow = ({ state }: Pick<TaskRow, 'state'>, what: string) =>
  err(failure('aborted', `the task is ${IN_WORDS[state]}: it cannot be ${what}`));

const ONLY_FOLLOWED = 'the task is of a write that was made already: it is only followed';

const TOO_MANY = failure('aborted', `only your newest ${DRAFTS_MAX} drafts are kept`);

const NOT_STORED = failure('aborted', 'the draft could not be stored as a whole: preview it again');

const NOTHING_TO_DO = failure('aborted', 'nothing of the task can be done');

const IN_WORDS: Readonly<Record<TaskState, string>> = {
  DRAFT: 'a draft',
  PENDING: 'waiting',
  RUNNING: 'running',
  PAUSED: 'paused',
  COMPLETED: 'completed',
  FAILED: 'failed',
  CANCELED: 'canceled',
};

export function createTaskService(options: TaskServiceOptions): TaskService {
  const { orm, drafts, fleet, engine, onChange } = options;
  const tasks = createTaskStore(orm);

  async function find(id: string, { subject, rights }: Principal): Answer {
    const task = await tasks.get(id);
    if (task === undefined) return notThere(id);
    // A draft is its author's alone.
    const mayBeSeen =
      task.state === 'DRAFT'
        ? task.startedBy === subject
        : rights.isClusterAdmin ||
          (task.projects.length > 0 && task.projects.every((project) => rights.canView(project)));
    return mayBeSeen ? ok(task) : notThere(id);
  }

  async function findToChange(id: string, principal: Principal): Answer {
    const task = await find(id, principal);
    if (!task.ok) return task;
    const { projects, changedProjects } = task.value;
    // What was skipped is not touched.
    const mayChange = (changedProjects ?? projects).every((one) => principal.rights.canChange(one));
    if (mayChange) return task;
    return err(failure('permissionDenied', 'you may not change all projects of the task'));
  }

  const addPolicy = (request: PolicyDraftRequest, principal: Principal, from: DraftFrom): Answer =>
    add(principal, () => draftPolicyTask(fleet, principal, request, from));
  const addSnapshots = (
    request: SnapshotsDraftRequest,
    principal: Principal,
    from: DraftFrom,
  ): Answer => add(principal, () => draftSnapshotsTask(fleet, principal, request, from));
  const addVolumes = (request: DraftRequest, principal: Principal, from: DraftFrom): Answer =>
    add(principal, () => draftTask(fleet, principal, request, from));

  async function add(
    { subject }: Principal,
    draft: () => Promise<Result<DraftedTask, Failure>>,
  ): Answer {
    const drafted = await draft();
    if (!drafted.ok) return drafted;
    // Before its items: when this is interrupted, they lapse with their draft.
    const task = await tasks.add(drafted.value.task);
    // With this one: of several that are drafted at once, the last finds all of them.
    await tasks.removeOldDrafts(subject);
    const isKept = await drafts.add(task, drafted.value.items);
    return isKept ? ok(task) : err(TOO_MANY);
  }

  /** Changes a task that the principal may change; undefined: it is in a state in which it cannot be. */
  const change =
    (what: string, to: (task: TaskRow) => Promise<TaskRow | undefined>) =>
    async (id: string, principal: Principal): Answer => {
      const found = await findToChange(id, principal);
      if (!found.ok) return found;
      if (!isDrafted(found.value.kind)) return err(failure('aborted', ONLY_FOLLOWED));
      const changed = await to(found.value);
      if (changed === undefined) return notNow((await tasks.get(id)) ?? found.value, what);
      if (changed.state !== 'DRAFT') onChange(changed);
      return ok(changed);
    };

  const cancelIdle = (id: string): Promise<TaskRow | undefined> =>
    orm.transaction(async (tx) => {
      const store = createTaskStore(tx);
      const task = await store.lock(id);
      if (task?.state !== 'PENDING' && task?.state !== 'PAUSED') return undefined;
      const canceled = await createTaskItemStore(tx).cancelWaiting(id);
      return store.cancel(id, canceled);
    });

  return {
    find,
    draft: (request, principal, origin) => addVolumes(request, principal, { origin }),
    draftPolicy: (request, principal, origin) => addPolicy(request, principal, { origin }),
    draftSnapshots: (request, principal, origin) => addSnapshots(request, principal, { origin }),
    async start(id, principal, undoSeconds) {
      const found = await find(id, principal);
      if (found.ok && found.value.total === found.value.skipped) return err(NOTHING_TO_DO);
      if (found.ok && found.value.state === 'DRAFT' && !(await drafts.isWhole(found.value))) {
        return err(NOT_STORED);
      }
      return change('started', async () => {
        const due = undoSeconds > 0 ? new Date(Date.now() + undoSeconds * 1000) : undefined;
        const started = await orm.transaction(async (tx) => {
          const released = await createTaskStore(tx).release(id, 'DRAFT', due);
          if (released !== undefined) await engine.enqueue(tx, { id, type: 'task' }, due);
          return released;
        });
        if (due === undefined) engine.wake('task');
        // pg-boss looks every 2 seconds; nobody is to wait for that.
        else setTimeout(() => engine.wake('task'), undoSeconds * 1000 + 50).unref();
        return started;
      })(id, principal);
    },
    pause: change(
      'paused',
      async ({ id }) => (await tasks.pause(id)) ?? (await tasks.ask(id, 'pause')),
    ),
    resume: change('resumed', async ({ id }) => {
      const due = await tasks.runNow(id);
      if (due !== undefined) {
        await engine.runNow({ id, type: 'task' });
        return due;
      }
      const released = await tasks.release(id, 'PAUSED');
      if (released !== undefined) await engine.resend({ id, type: 'task' });
      return released ?? tasks.ask(id, null);
    }),
    cancel: change('canceled', async (task) => {
      const { id } = task;
      if (await tasks.removeDraft(id)) return { ...task, state: 'CANCELED' };
      return (await cancelIdle(id)) ?? tasks.ask(id, 'cancel');
    }),
    async retry(id, principal, origin) {
      const found = await findToChange(id, principal);
      if (!found.ok) return found;
      const { kind, change, snapshot, schedule, policy } = found.value;
      if (!isDrafted(kind)) return err(failure('aborted', ONLY_FOLLOWED));
      const left = await createTaskItemStore(orm).inStates(id, ['failed', 'canceled']);
      if (left.length === 0) return err(failure('aborted', 'all of the task is done'));
      const from = { origin, retryOf: id, former: left };
      if (isPolicyTask(kind)) {
        if (policy === null) throw new Error(`"${kind}" without its QoS policy`);
        const clusters = left.map(({ volumeId }) => volumeId);
        return addPolicy({ ...policy, kind, clusters }, principal, from);
      }
      const chosen = Object.fromEntries(left.map(({ volumeId, etag }) => [volumeId, etag]));
      if (isSnapshotsTask(kind)) {
        return addSnapshots({ kind, snapshots: chosen }, principal, from);
      }
      const asked = {
        kind,
        change: change ?? undefined,
        snapshot: snapshot ?? undefined,
        schedule: schedule ?? undefined,
        volumes: chosen,
      };
      return addVolumes(asked, principal, from);
    },
  };
}
