import type { ApiError } from '@asterism/api-types/client/api-error';
import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { useEffect, useRef, useState } from 'react';
import { discardDraft } from '#/api/task-draft.ts';
import { useWrite } from '#/api/use-write.ts';
import { errorOf, type Write, type WriteOutcome } from '#/api/write.ts';

/** A draft of a task that a dialog shows before it is started. */
export interface TaskDraft<Input> {
  /** Undefined until it is there. */
  readonly draft: FleetTask | undefined;
  /** Asks for it; `onDrafted` is called with it. */
  readonly preview: (input: Input, onDrafted?: (draft: FleetTask) => void) => void;
  /** Back to before it was asked for. */
  readonly back: () => void;
  /** The draft was started: it is not to be thrown away. */
  readonly keep: (id: string) => void;
  readonly isPending: boolean;
  readonly error: ApiError | undefined;
}

/** Drafts a task. What is not started goes with its preview. */
export function useTaskDraft<Input>(
  draftTask: Write<Input, WriteOutcome<FleetTask>>,
): TaskDraft<Input> {
  const [draft, setDraft] = useState<FleetTask>();
  const { write, reset, outcome, isPending } = useWrite(draftTask);
  const kept = useRef<string>(undefined);
  useEffect(() => {
    if (draft === undefined) return undefined;
    return () => {
      if (kept.current !== draft.id) discardDraft(draft.id);
    };
  }, [draft]);

  return {
    draft,
    preview: (input, onDrafted) =>
      write(input, (ended) => {
        if (ended.kind !== 'done') return;
        setDraft(ended.value);
        onDrafted?.(ended.value);
      }),
    back() {
      reset();
      setDraft(undefined);
    },
    keep(id) {
      kept.current = id;
    },
    isPending,
    error: errorOf(outcome),
  };
}
