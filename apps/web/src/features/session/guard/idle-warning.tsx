import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import {
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core/dist/esm/components/Modal';

interface IdleWarningProps {
  readonly secondsLeft: number;
  readonly onStay: () => void;
  readonly onSignOut: () => void;
}

/** Warns that the session is about to end because of inactivity. */
export function IdleWarning({ secondsLeft, onStay, onSignOut }: IdleWarningProps) {
  return (
    <Modal
      isOpen
      variant="small"
      aria-labelledby="idle-title"
      aria-describedby="idle-body"
      onClose={onStay}
    >
      <ModalHeader title="Are you still there?" labelId="idle-title" />
      <ModalBody id="idle-body">
        You will be signed out in <strong className="pf-v6-m-tabular-nums">{secondsLeft} s</strong>{' '}
        because you have been inactive. Anything you have typed will be kept.
      </ModalBody>
      <ModalFooter>
        <Button variant="primary" onClick={onStay}>
          Stay signed in
        </Button>
        <Button variant="link" onClick={onSignOut}>
          Sign out
        </Button>
      </ModalFooter>
    </Modal>
  );
}
