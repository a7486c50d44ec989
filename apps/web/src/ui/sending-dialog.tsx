import { Modal, type ModalProps } from '@patternfly/react-core/dist/esm/components/Modal';

interface SendingDialogProps extends Omit<ModalProps, 'isOpen' | 'onClose' | 'ref'> {
  /** Whether an answer is awaited: it is not closed before that was seen. Its own buttons for that are disabled too. */
  readonly isWaiting: boolean;
  readonly onClose: () => void;
}

/** A dialog that sends something: no key and no button closes it while it is not known what became of that. */
export const SendingDialog = ({ isWaiting, onClose, ...modal }: SendingDialogProps) => (
  <Modal isOpen {...modal} {...(isWaiting ? {} : { onClose })} />
);
