import type { ApiError } from '@asterism/api-types/client/api-error';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { useState } from 'react';
import { queryClient, queryKeys } from '#/api/query-client.ts';
import { taskCalls } from '#/api/task-queries.ts';
import { useWrite } from '#/api/use-write.ts';
import { errorOf, sendWrite, type Write, type WriteOutcome } from '#/api/write.ts';
import { paths } from '#/lib/paths.ts';
import { showToast } from '#/lib/toasts.ts';

/** What becomes of a host's place in the ACL of volumes. */
export type AccessAction = 'give' | 'take';

interface AccessRequest {
  readonly action: AccessAction;
  readonly hostNQN: string;
  readonly volumes: readonly Pick<Volume, 'UUID' | 'ETag'>[];
}

/** Taking access away can be undone so long; giving it needs no such time, for it takes nothing from anybody. */
const UNDO_SECONDS: Record<AccessAction, number> = { give: 0, take: 10 };

const draft: Write<AccessRequest, WriteOutcome<FleetTask>> = (
  { action, hostNQN, volumes },
  onChecking,
  idempotencyKey,
) =>
  sendWrite({
    send: () =>
      taskCalls.draftTask(
        {
          kind: 'change volumes',
          change: { acl: action === 'give' ? { add: [hostNQN] } : { remove: [hostNQN] } },
          volumes: Object.fromEntries(volumes.map(({ UUID, ETag }) => [UUID, ETag])),
        },
        { idempotencyKey },
      ),
    onChecking,
  });

const start: Write<
  { readonly taskId: string; readonly undoSeconds: number },
  WriteOutcome<FleetTask>
> = async ({ taskId, undoSeconds }, onChecking) => {
  const outcome = await sendWrite({
    send: () => taskCalls.startTask({ taskId, undoSeconds }),
    async find(signal) {
      const now = await taskCalls.getTask({ taskId }, { signal });
      if (!now.ok) return { kind: 'open' };
      return now.value.state === 'DRAFT'
        ? { kind: 'not-done' }
        : { kind: 'done', value: now.value };
    },
    onChecking,
  });
  if (outcome.kind === 'done') void queryClient.invalidateQueries({ queryKey: queryKeys.tasks });
  return outcome;
};

/** Whether the draft does just what was asked for: nothing is skipped, and nothing has changed since it was chosen. */
const isAsAsked = ({ counts, risks }: FleetTask): boolean =>
  counts.skipped === 0 && risks.modified === 0;

export interface AccessChange {
  /** What the change would do, when that is not just what was asked for: it waits for `startAnyway`. */
  readonly preview: FleetTask | undefined;
  readonly run: (volumes: AccessRequest['volumes']) => void;
  readonly startAnyway: () => void;
  readonly isPending: boolean;
  readonly isChecking: boolean;
  readonly error: ApiError | undefined;
  /** Forgets what was drafted. */
  readonly drop: () => void;
}

const STARTED: Record<AccessAction, string> = {
  give: 'Giving access',
  take: 'Taking access away',
};

/** Gives a host access to volumes, or takes it away, as a task of the federation. */
export function useAccessChange(
  hostNQN: string,
  action: AccessAction,
  onStarted: () => void,
): AccessChange {
  const drafting = useWrite(draft);
  const starting = useWrite(start);
  const [preview, setPreview] = useState<FleetTask>();

  const startDraft = ({ id }: FleetTask) =>
    starting.write({ taskId: id, undoSeconds: UNDO_SECONDS[action] }, (outcome) => {
      if (outcome.kind !== 'done') return;
      showToast({
        tone: 'info',
        title: STARTED[action],
        detail:
          action === 'take' ? 'It begins in 10 seconds: until then you can cancel it.' : undefined,
        link: { to: paths.task(id), text: 'View task' },
      });
      onStarted();
    });

  return {
    preview,
    run: (volumes) =>
      drafting.write({ action, hostNQN, volumes }, (outcome) => {
        if (outcome.kind !== 'done') return;
        if (isAsAsked(outcome.value)) startDraft(outcome.value);
        else setPreview(outcome.value);
      }),
    startAnyway: () => {
      if (preview !== undefined) startDraft(preview);
    },
    isPending: drafting.isPending || starting.isPending,
    isChecking: drafting.isChecking || starting.isChecking,
    error: errorOf(starting.outcome) ?? errorOf(drafting.outcome),
    drop: () => {
      // Nobody will start it; were this lost, it would lapse.
      if (preview !== undefined) void taskCalls.cancelTask({ taskId: preview.id });
      setPreview(undefined);
      drafting.reset();
      starting.reset();
    },
  };
}
