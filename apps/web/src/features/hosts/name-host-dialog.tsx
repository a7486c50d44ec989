import { HOST_NAME_MAX, type FleetHost } from '@asterism/api-types/fleet-api/fleet-host';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { Form, FormGroup } from '@patternfly/react-core/dist/esm/components/Form';
import {
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core/dist/esm/components/Modal';
import { TextInput } from '@patternfly/react-core/dist/esm/components/TextInput';
import { useState } from 'react';
import { describeError } from '#/api/describe-error.ts';
import { nameHost } from '#/api/usage-writes.ts';
import { useWrite } from '#/api/use-write.ts';
import { errorOf } from '#/api/write.ts';
import { usageApi } from '@asterism/api-types/fleet-api/usage-api';
import { ShowCall } from '#/domain/show-call.tsx';
import { tidyText } from '#/lib/pasted-text.ts';
import { CheckingNote } from '#/ui/checking-note.tsx';
import { FailureAlert } from '#/ui/failure-alert.tsx';

interface NameHostDialogProps {
  readonly host: Pick<FleetHost, 'hostNQN' | 'friendly'>;
  readonly onClose: () => void;
}

/** Gives a host a friendly name, or takes it away. */
export function NameHostDialog({ host, onClose }: NameHostDialogProps) {
  const { hostNQN, friendly } = host;
  const [name, setName] = useState(friendly?.name ?? '');
  const { write, outcome, isPending, isChecking } = useWrite(nameHost);
  const error = errorOf(outcome);
  const save = () =>
    write({ hostNQN, name: tidyText(name) }, ({ kind }) => kind === 'done' && onClose());
  return (
    <Modal isOpen variant="small" aria-labelledby="ast-name-host" onClose={onClose}>
      <ModalHeader title="Name this host" labelId="ast-name-host" />
      <ModalBody>
        <Form
          id="ast-name-host-form"
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <p>
            Everyone who sees <code>{hostNQN}</code> here sees the name too. Asterism keeps it;
            nothing changes on the clusters.
          </p>
          <FormGroup label="Friendly name" fieldId="ast-host-name">
            <TextInput
              id="ast-host-name"
              value={name}
              maxLength={HOST_NAME_MAX}
              autoComplete="off"
              placeholder="db-prod-01"
              onChange={(_, value) => setName(value)}
            />
          </FormGroup>
        </Form>
        <ShowCall
          call={{ operation: usageApi.nameHost, input: { hostNQN, name: tidyText(name) } }}
        />
      </ModalBody>
      <ModalFooter>
        <Button
          type="submit"
          form="ast-name-host-form"
          isLoading={isPending}
          isAriaDisabled={isPending}
        >
          {tidyText(name) === '' && friendly !== undefined ? 'Remove name' : 'Save name'}
        </Button>
        <Button variant="link" onClick={onClose}>
          Cancel
        </Button>
        {isChecking ? <CheckingNote what="the name was saved" /> : null}
        {error === undefined ? null : <FailureAlert failure={describeError(error)} />}
      </ModalFooter>
    </Modal>
  );
}
