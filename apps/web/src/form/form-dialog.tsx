import {
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core/dist/esm/components/Modal';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import type { DraftName } from '#/api/drafts.ts';
import { createStore, useStore } from '#/lib/store.ts';
import { Note } from '#/ui/note.tsx';
import { SendingDialog } from '#/ui/sending-dialog.tsx';
import { draftKeeping, flushTyped, type DraftKeeping } from './draft-keeping.ts';

/** What becomes of what is typed when its form is closed; nothing where it is there again. */
const LOST: Readonly<Record<DraftKeeping, string | undefined>> = {
  kept: undefined,
  // It is sent on when the dialog is gone, and told if that fails.
  keeping: undefined,
  undecided:
    'What you typed isn’t saved as a draft, because an earlier draft exists. Resume or discard that one first.',
  failed: 'What you typed could not be kept as a draft, and may be lost.',
  off: 'What you typed is not kept as a draft in a preview, and will be lost.',
};

/** Of a form in which nothing is typed. */
const NOTHING_TYPED = createStore<DraftKeeping>('kept');

interface FormDialogProps {
  readonly title: string;
  readonly description?: ReactNode;
  readonly variant: 'small' | 'medium' | 'large';
  /** The draft of what is typed into it; undefined where nothing is typed. */
  readonly draft?: DraftName;
  /** Whether an answer is awaited: it is not closed before that was seen. */
  readonly isWaiting: boolean;
  readonly onClose: () => void;
  /** What it holds; it is given what its own buttons close it by. */
  readonly children: (close: () => void) => ReactNode;
}

/** A dialog with a form whose draft is kept. It asks before it is closed with anything typed that would be lost. */
export function FormDialog(props: FormDialogProps) {
  const { title, description, variant, draft, isWaiting, onClose, children } = props;
  const id = useId();
  const keepingNow = draft === undefined ? NOTHING_TYPED : draftKeeping(draft);
  const keeping = useStore(keepingNow);
  const [isAsking, setIsAsking] = useState(false);
  const lost = LOST[keeping];
  const stay = useRef<HTMLButtonElement>(null);
  const whenAsked = useRef<Element>(null);
  // Answered by itself: it is not asked again when what is typed later cannot be kept.
  if (isAsking && lost === undefined) setIsAsking(false);
  useEffect(() => {
    if (!isAsking) return;
    whenAsked.current = document.activeElement;
    stay.current?.focus();
  }, [isAsking]);
  function goBack(): void {
    setIsAsking(false);
    if (whenAsked.current instanceof HTMLElement) whenAsked.current.focus();
  }

  function close() {
    if (isWaiting) return;
    if (draft !== undefined) flushTyped(draft);
    if (LOST[keepingNow.get()] === undefined) onClose();
    else setIsAsking(true);
  }
  return (
    <SendingDialog
      variant={variant}
      // It grows downwards only.
      position="top"
      aria-labelledby={`${id}-title`}
      isWaiting={isWaiting}
      onClose={close}
    >
      <ModalHeader title={title} labelId={`${id}-title`} description={description} />
      <ModalBody tabIndex={0} aria-label={title}>
        {children(close)}
      </ModalBody>
      {isAsking ? (
        <ModalFooter>
          <Note
            tone="warning"
            isLive
            title="Close without saving?"
            actions={
              <>
                <Button ref={stay} variant="link" isInline onClick={goBack}>
                  Stay
                </Button>
                <Button variant="link" isInline isDanger onClick={onClose}>
                  Close anyway
                </Button>
              </>
            }
          >
            {lost}
          </Note>
        </ModalFooter>
      ) : null}
    </SendingDialog>
  );
}
