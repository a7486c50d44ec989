import type { Operation } from '@asterism/api-types/common/operation';
import { taskApi } from '@asterism/api-types/fleet-api/task-api';
import {
  isPolicyTask,
  type FleetTask,
  type PolicyChange,
} from '@asterism/api-types/fleet-api/fleet-task';
import { Link } from 'react-router';
import { limitsInWords, scopeInWords } from '#/domain/qos-limits.ts';
import { TaskScript } from '#/domain/task-script.tsx';
import { TaskMeter } from '#/domain/task-progress.tsx';
import { itemWords } from '#/domain/task-words.ts';
import { capitalised } from '#/lib/capitalised.ts';
import { PageCalls } from '#/domain/page-calls.tsx';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import { Bytes } from '#/ui/bytes.tsx';
import { Note } from '#/ui/note.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { TaskItemsList } from './task-items-list.tsx';
import './task-details.css';

interface TaskProps {
  readonly task: FleetTask;
}

/** What of a task deserves a second look before it is started. */
function risksOf({ kind, risks, counts }: FleetTask): readonly string[] {
  const { mayBeInUse, modified, scheduled = 0 } = risks;
  return [
    ...(mayBeInUse === 0
      ? []
      : [
          `${formatCount(mayBeInUse)} ${isPolicyTask(kind) ? 'with volumes that have it' : 'may be in use'}`,
        ]),
    ...(scheduled === 0 ? [] : [`${formatCount(scheduled)} kept by a schedule`]),
    ...(modified === 0 ? [] : [`${formatCount(modified)} modified since selected`]),
    ...(counts.skipped === 0 ? [] : [`${formatCount(counts.skipped)} can’t be done`]),
  ];
}

function ItemsFacts({ task: { kind, capacity, total, projects, clusterIds } }: TaskProps) {
  return (
    <>
      <div>
        <dt>{capitalised(itemWords(kind).many)}</dt>
        <dd>
          {formatCount(total)}, <Bytes value={capacity} />
        </dd>
      </div>
      <div>
        <dt>Clusters</dt>
        <dd>{formatCount(clusterIds.length)}</dd>
      </div>
      <div>
        <dt>{projects.length === 1 ? 'Project' : 'Projects'}</dt>
        <dd>{projects.length > 3 ? formatCount(projects.length) : projects.join(', ')}</dd>
      </div>
    </>
  );
}

function PolicyFacts({ policy: { name, limits } }: { readonly policy: PolicyChange }) {
  return (
    <>
      <div>
        <dt>QoS policy</dt>
        <dd>
          <Link to={paths.qosPolicy(name)}>{name}</Link>
        </dd>
      </div>
      {limits === undefined ? null : (
        <>
          <div>
            <dt>Limits</dt>
            <dd>{limitsInWords(limits)}</dd>
          </div>
          <div>
            <dt>For</dt>
            <dd>{scopeInWords(limits)}</dd>
          </div>
        </>
      )}
    </>
  );
}

/** Who, when and how much, in one line. */
function TaskFacts({ task }: TaskProps) {
  const { startedBy, createdAt, retryOf, policy } = task;
  return (
    <dl className="ast-task-facts">
      {policy === undefined ? <ItemsFacts task={task} /> : <PolicyFacts policy={policy} />}
      <div>
        <dt>{task.state === 'DRAFT' ? 'Drafted by' : 'Started by'}</dt>
        <dd>
          {startedBy}, <RelativeTime value={task.startedAt ?? createdAt} />
        </dd>
      </div>
      {retryOf === undefined ? null : (
        <div>
          <dt>Retry of</dt>
          <dd>
            <Link to={paths.task(retryOf)}>an earlier task</Link>
          </dd>
        </div>
      )}
    </dl>
  );
}

/** What is asked about a task, and done with it. */
const CALLS: readonly (readonly [what: string, operation: Operation])[] = [
  ['Read the task', taskApi.getTask],
  ['List what it is about', taskApi.listTaskItems],
  ['Pause it', taskApi.pauseTask],
  ['Resume it', taskApi.resumeTask],
  ['Cancel it', taskApi.cancelTask],
  ['Retry what it has not done', taskApi.retryTask],
];

/** The details of a task, live. */
export function TaskDetails({ task }: TaskProps) {
  const risks = risksOf(task);
  const isDraft = task.state === 'DRAFT';
  return (
    <>
      <section aria-label="Progress" className="ast-task-summary">
        {isDraft ? (
          <Note tone={risks.length === 0 ? 'info' : 'warning'} title="This is a preview">
            Nothing is done before you start it.
            {risks.length === 0 ? '' : ` Of ${formatCount(task.total)}: ${risks.join(', ')}.`}
          </Note>
        ) : (
          <TaskMeter task={task} />
        )}
        <TaskFacts task={task} />
      </section>
      <TaskScript task={task} />
      <PageCalls
        calls={CALLS.map(([what, operation]) => [what, { operation, input: { taskId: task.id } }])}
      />
      <TaskItemsList task={task} />
    </>
  );
}
