import { Modal, ModalBody, ModalHeader } from '@patternfly/react-core/dist/esm/components/Modal';
import { useId } from 'react';
import { CallCode } from './call-code.tsx';
import type { ApiCall } from './curl-command.ts';

interface CallDialogProps {
  readonly call: ApiCall;
  /** What the call reads or changes. */
  readonly what: string;
  readonly onClose: () => void;
}

/** A call of the API as code, over a page. */
export function CallDialog({ call, what, onClose }: CallDialogProps) {
  const id = useId();
  return (
    <Modal isOpen variant="medium" aria-labelledby={`${id}-title`} onClose={onClose}>
      <ModalHeader title="API call" labelId={`${id}-title`} description={what} />
      <ModalBody>
        <CallCode call={call} />
      </ModalBody>
    </Modal>
  );
}
