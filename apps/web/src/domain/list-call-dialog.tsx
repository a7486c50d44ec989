import { Modal, ModalBody, ModalHeader } from '@patternfly/react-core/dist/esm/components/Modal';
import { CallCode } from './call-code.tsx';
import { LIST_OPERATIONS, type ListName } from './list-operations.ts';

export interface ListCallDialogProps {
  readonly name: ListName;
  /** What it asks in its present state. */
  readonly question: object;
  readonly onClose: () => void;
}

/** What a list asks, as a call of the API. */
export function ListCallDialog({ name, question, onClose }: ListCallDialogProps) {
  const { operation, isWhole } = LIST_OPERATIONS[name];
  // What is not asked for is left out, as it is when the list itself is read.
  const given = Object.entries(question).filter(([, value]) => value !== undefined && value !== '');
  return (
    <Modal isOpen variant="medium" aria-labelledby="ast-list-call" onClose={onClose}>
      <ModalHeader
        title="API call of this list"
        labelId="ast-list-call"
        description={
          isWhole
            ? 'It answers all there is: search, filters and order are the console’s own here.'
            : 'With the search, the filters and the order of the list as it is now.'
        }
      />
      <ModalBody tabIndex={0} aria-label="API call">
        <CallCode call={{ operation, input: isWhole ? {} : Object.fromEntries(given) }} />
      </ModalBody>
    </Modal>
  );
}
