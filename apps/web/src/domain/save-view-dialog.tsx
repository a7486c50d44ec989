import { VIEW_NAME_MAX, type ViewsOfList } from '@asterism/api-types/bff-api/preferences-api';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { Checkbox } from '@patternfly/react-core/dist/esm/components/Checkbox';
import { Form, FormGroup } from '@patternfly/react-core/dist/esm/components/Form';
import {
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core/dist/esm/components/Modal';
import { TextInput } from '@patternfly/react-core/dist/esm/components/TextInput';
import { useState } from 'react';
import { describeOutcome } from '#/api/describe-error.ts';
import { changeViews, withOthers } from '#/api/saved-views.ts';
import { useWrite } from '#/api/use-write.ts';
import { tidyText } from '#/lib/pasted-text.ts';
import { FailureAlert } from '#/ui/failure-alert.tsx';
import { SendingDialog } from '#/ui/sending-dialog.tsx';

interface SaveViewDialogProps {
  readonly list: string;
  /** What is listed. */
  readonly what: string;
  readonly kept: ViewsOfList;
  /** How the list is shown. */
  readonly query: string;
  readonly suggested: string;
  /** With all views of the list as they are now, those that were saved elsewhere meanwhile too. */
  readonly onSaved: (views: ViewsOfList, name: string) => void;
  readonly onClose: () => void;
}

/** Gives how a list is shown a name; one that there is already is overwritten. */
export function SaveViewDialog(props: SaveViewDialogProps) {
  const { list, what, kept, query, suggested, onSaved, onClose } = props;
  const [typed, setTyped] = useState(suggested);
  const name = tidyText(typed);
  const isKnown = kept.views.some((view) => view.name === name);
  const [opens, setOpens] = useState<boolean>();
  const opensWith = opens ?? (kept.opensWith !== undefined && kept.opensWith === name);
  const { write, outcome, isPending, isChecking } = useWrite(changeViews);
  const isWaiting = isPending && !isChecking;
  const failure = describeOutcome(outcome);

  function save() {
    if (name === '') return;
    const view = { name, query };
    const change = ({ views, opensWith: before }: ViewsOfList): ViewsOfList => {
      const at = views.findIndex((one) => one.name === name);
      const there = views[at];
      const isOverwritten = there !== undefined && isKnown;
      const after = opensWith ? name : before === name ? undefined : before;
      return {
        views: isOverwritten
          ? views.with(at, view)
          : // One of this name that was saved elsewhere meanwhile was not to be overwritten.
            withOthers(
              [...views.filter((one) => one !== there), view],
              there === undefined ? [] : [there],
            ),
        ...(after === undefined ? {} : { opensWith: after }),
      };
    };
    write({ list, change }, (ended) => {
      if (ended.kind === 'done') onSaved(ended.value, name);
    });
  }

  return (
    <SendingDialog
      variant="small"
      aria-labelledby="ast-save-view"
      isWaiting={isWaiting}
      onClose={onClose}
    >
      <ModalHeader title="Save view" labelId="ast-save-view" />
      <ModalBody>
        <Form
          id="ast-save-view-form"
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <p>
            Keeps the search, the filters, the order and the columns of this list for you, in every
            browser.
          </p>
          <FormGroup label="Name" fieldId="ast-view-name" isRequired>
            <TextInput
              id="ast-view-name"
              value={typed}
              maxLength={VIEW_NAME_MAX}
              autoComplete="off"
              isRequired
              onChange={(_, value) => setTyped(value)}
            />
            <output className="ast-quiet">
              {isKnown ? `Overwrites your view “${name}”.` : ''}
            </output>
          </FormGroup>
          <Checkbox
            id="ast-view-opens"
            label={`Open the list of ${what} with this view`}
            isChecked={opensWith}
            onChange={(_, checked) => setOpens(checked)}
          />
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button
          type="submit"
          form="ast-save-view-form"
          isLoading={isPending}
          isAriaDisabled={isPending}
          isDisabled={name === ''}
        >
          {isKnown ? 'Overwrite view' : 'Save view'}
        </Button>
        <Button variant="link" isAriaDisabled={isWaiting} onClick={onClose}>
          Cancel
        </Button>
        {failure === undefined ? null : <FailureAlert failure={failure} />}
      </ModalFooter>
    </SendingDialog>
  );
}
