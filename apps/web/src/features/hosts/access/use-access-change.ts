import { taskApi } from '@asterism/api-types/fleet-api/task-api';
import type { ApiError } from '@asterism/api-types/client/api-error';
import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { startedTasks } from '#/api/started-tasks.ts';
import { draftTask, type DraftTaskInput } from '#/api/task-draft.ts';
import { startTask, startTaskAtOnce, type TaskWrite } from '#/api/task-writes.ts';
import { useWrite } from '#/api/use-write.ts';
import { errorOf } from '#/api/write.ts';
import type { ApiCall } from '#/domain/curl-command.ts';
import { useTaskDraft } from '#/domain/use-task-draft.ts';

/** What becomes of a host's place in the ACL of volumes. */
export type AccessAction = 'give' | 'take';

/** Which volumes: those that were chosen one by one, or all that match. */
type AccessTarget = Pick<DraftTaskInput, 'volumes' | 'matching'>;

/** Taking access away can be undone for a while; giving it needs no such time, for it takes nothing from anybody. */
export const START: Record<AccessAction, TaskWrite> = { give: startTaskAtOnce, take: startTask };

/** Whether the draft does just what was asked for: nothing is skipped, and nothing has changed since it was chosen. */
const isAsAsked = ({ counts, risks }: FleetTask): boolean =>
  counts.skipped === 0 && risks.modified === 0;

export interface AccessChange {
  /** What the change would do, when that is not just what was asked for: somebody has to look at it. */
  readonly preview: FleetTask | undefined;
  /** What is sent first: a draft, which is then started. */
  readonly call: (target: AccessTarget) => ApiCall;
  /** Does it, if it is just what was asked for; of all that match it is always shown first. */
  readonly run: (target: AccessTarget) => void;
  /** The preview was started. */
  readonly started: (task: FleetTask) => void;
  readonly isPending: boolean;
  readonly isChecking: boolean;
  readonly error: ApiError | undefined;
}

/** Gives a host access to volumes, or takes it away, as a task of the federation. */
export function useAccessChange(
  hostNQN: string,
  action: AccessAction,
  onStarted: () => void,
): AccessChange {
  const { draft, preview, back, keep, isPending, error } = useTaskDraft(draftTask);
  const starting = useWrite(START[action]);
  const draftOf = ({ volumes, matching }: AccessTarget): DraftTaskInput => ({
    kind: 'change volumes',
    change: { acl: action === 'give' ? { add: [hostNQN] } : { remove: [hostNQN] } },
    ...(matching === undefined ? { volumes } : { matching }),
  });

  function started({ id }: FleetTask) {
    keep(id);
    onStarted();
  }

  return {
    // What is started at once is not shown, and neither is why that has failed: the dialog before says it.
    preview:
      draft === undefined || starting.outcome !== undefined || starting.isPending
        ? undefined
        : draft,
    call: (target) => ({ operation: taskApi.draftTask, input: draftOf(target) }),
    run({ volumes, matching }) {
      // Once more, after it could not be started.
      if (starting.outcome !== undefined) {
        starting.reset();
        back();
      }
      preview(draftOf({ volumes, matching }), (drafted) => {
        if (matching !== undefined || !isAsAsked(drafted)) return;
        starting.write(drafted, (outcome) => {
          if (outcome.kind !== 'done') return;
          startedTasks.add(drafted.id);
          started(drafted);
        });
      });
    },
    started,
    isPending: isPending || starting.isPending,
    isChecking: starting.isChecking,
    error: errorOf(starting.outcome) ?? error,
  };
}
