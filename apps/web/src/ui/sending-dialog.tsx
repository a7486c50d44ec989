import { Modal, type ModalProps } from '@patternfly/react-core/dist/esm/components/Modal';
import { useEffect, useRef } from 'react';

interface SendingDialogProps extends Omit<ModalProps, 'isOpen' | 'onClose' | 'ref'> {
  /** Whether an answer is awaited: it is not closed before that was seen. Its own buttons for that are disabled too. */
  readonly isWaiting: boolean;
  readonly onClose: () => void;
}

/** What a form is filled in by. */
const FIELDS = 'form :is(input, select, textarea, button):enabled';

/** Gives the focus to the first field, not to the button that closes the dialog, unless a field takes it by itself. */
function FirstField() {
  const here = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const dialog = here.current?.parentElement;
    if (!dialog || dialog.contains(document.activeElement)) return;
    dialog.querySelector<HTMLElement>(FIELDS)?.focus();
  }, []);
  return <span ref={here} hidden />;
}

/** A dialog that sends something: no key and no button closes it while it is not known what became of that. */
export const SendingDialog = ({ isWaiting, onClose, children, ...modal }: SendingDialogProps) => (
  <Modal isOpen {...modal} {...(isWaiting ? {} : { onClose })}>
    <FirstField />
    {children}
  </Modal>
);
