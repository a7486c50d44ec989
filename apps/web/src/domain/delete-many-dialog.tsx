import { Modal, ModalBody, ModalHeader } from '@patternfly/react-core/dist/esm/components/Modal';
import type { DraftedKind, FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { useEffect, useEffectEvent, type ReactNode } from 'react';
import { describeError } from '#/api/describe-error.ts';
import { UNDO_SECONDS } from '#/api/task-writes.ts';
import type { Write, WriteOutcome } from '#/api/write.ts';
import { FailureAlert } from '#/ui/failure-alert.tsx';
import type { ApiCall } from './curl-command.ts';
import { TaskConfirm } from './task-confirm.tsx';
import { toDoOf } from './task-outcome.ts';
import { countItems, itemWords } from './task-words.ts';
import { useTaskDraft } from './use-task-draft.ts';

/** So many at once are more than a slip. */
const TYPED_FROM = 10;

/** What is to be typed before this is done; nothing when little can be lost. */
function toType(draft: FleetTask): string | undefined {
  const { mayBeInUse, modified } = draft.risks;
  const toDo = toDoOf(draft);
  if (toDo === 0 || (mayBeInUse + modified === 0 && toDo < TYPED_FROM)) return undefined;
  return draft.subject === '' ? `delete ${toDo}` : draft.subject;
}

interface DeleteManyDialogProps<Input> {
  readonly kind: DraftedKind;
  readonly draftTask: Write<Input, WriteOutcome<FleetTask>>;
  /** What is chosen, as the draft takes it, and how many that are. */
  readonly input: Input;
  readonly count: number;
  /** What drafts it. */
  readonly drafted: ApiCall;
  /** What the draft would do. */
  readonly children: (draft: FleetTask) => ReactNode;
  readonly onStarted: (task: FleetTask) => void;
  readonly onClose: () => void;
}

/** Drafts a deletion, shows what would become of each, and starts it. */
export function DeleteManyDialog<Input>(props: DeleteManyDialogProps<Input>) {
  const { kind, count, onStarted, onClose } = props;
  const { draft, preview, keep, error } = useTaskDraft(props.draftTask);
  const askForPreview = useEffectEvent(() => preview(props.input));
  useEffect(() => askForPreview(), []);

  if (draft !== undefined) {
    return (
      <TaskConfirm
        draft={draft}
        drafted={props.drafted}
        isDanger
        typeToConfirm={toType(draft)}
        onStarted={(task) => {
          keep(task.id);
          onStarted(task);
        }}
        onCancel={onClose}
      >
        {props.children(draft)}
        <p className="ast-quiet">
          You can undo this for {UNDO_SECONDS[kind]} seconds after you confirm it. A{' '}
          {itemWords(kind).one} that is modified meanwhile is kept.
        </p>
      </TaskConfirm>
    );
  }
  const items = countItems(kind, count);
  return (
    <Modal isOpen variant="medium" aria-label={`Delete ${items}`} onClose={onClose}>
      <ModalHeader title={`Delete ${items}`} />
      <ModalBody>
        {error === undefined ? (
          <output>{`Preparing the preview of ${items} …`}</output>
        ) : (
          <FailureAlert failure={describeError(error)} />
        )}
      </ModalBody>
    </Modal>
  );
}
