import {
  VIEW_NAME_MAX,
  type SavedView,
  type ViewsOfList,
} from '@asterism/api-types/bff-api/preferences-api';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import {
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core/dist/esm/components/Modal';
import { Radio } from '@patternfly/react-core/dist/esm/components/Radio';
import { TextInput } from '@patternfly/react-core/dist/esm/components/TextInput';
import { TrashIcon } from '@patternfly/react-icons/dist/esm/icons/trash-icon';
import { useState } from 'react';
import { describeOutcome } from '#/api/describe-error.ts';
import { changeViews, withOthers } from '#/api/saved-views.ts';
import { useWrite } from '#/api/use-write.ts';
import { tidyText } from '#/lib/pasted-text.ts';
import { CopyText } from '#/ui/copy-text.tsx';
import { FailureAlert } from '#/ui/failure-alert.tsx';
import { SendingDialog } from '#/ui/sending-dialog.tsx';
import './manage-views-dialog.css';

/** A view as it is to be; what it was is known by its former name. */
interface Draft extends SavedView {
  readonly former: string;
}

interface ManageViewsDialogProps {
  readonly list: string;
  /** What is listed. */
  readonly what: string;
  readonly kept: ViewsOfList;
  /** How the list is shown. */
  readonly query: string;
  readonly onSaved: (views: ViewsOfList) => void;
  readonly onClose: () => void;
}

/** Why the names cannot be saved; undefined when they can. */
function faultOf(drafts: readonly Draft[]): string | undefined {
  const names = drafts.map(({ name }) => tidyText(name));
  if (names.includes('')) return 'Each view needs a name.';
  return new Set(names).size < names.length ? 'Each view needs a name of its own.' : undefined;
}

/** With commas as they are, which need no escape there and read better. */
const linkTo = (query: string): string =>
  `${location.origin}${location.pathname}?${query.replaceAll('%2C', ',')}`;

/** The link to the list as it is shown, and all of its views: renamed, deleted, shared, and which one the list opens with. */
export function ManageViewsDialog(props: ManageViewsDialogProps) {
  const { list, what, kept, query, onSaved, onClose } = props;
  const [drafts, setDrafts] = useState<readonly Draft[]>(() =>
    kept.views.map((view) => ({ ...view, former: view.name })),
  );
  // What was there when it was opened: others may have been saved since.
  const [opened] = useState(kept);
  const [opening, setOpening] = useState(kept.opensWith);
  const { write, outcome, isPending, isChecking } = useWrite(changeViews);
  const isWaiting = isPending && !isChecking;
  const failure = describeOutcome(outcome);
  const fault = faultOf(drafts);

  function save() {
    const known = new Set(opened.views.map(({ name }) => name));
    const change = (now: ViewsOfList): ViewsOfList => {
      const edited = drafts.map(({ former, name, query: draft }) => ({
        name: tidyText(name),
        query: now.views.find((view) => view.name === former)?.query ?? draft,
      }));
      // What another browser has saved meanwhile stays.
      const others = now.views.filter(({ name }) => !known.has(name));
      const views = withOthers(edited, others);
      const formerNames = [
        ...drafts.map(({ former }) => former),
        ...others.map(({ name }) => name),
      ];
      const opens = opening === opened.opensWith ? now.opensWith : opening;
      const opensWith = views[formerNames.indexOf(opens ?? '')]?.name;
      return { views, ...(opensWith === undefined ? {} : { opensWith }) };
    };
    write({ list, change }, (ended) => {
      if (ended.kind === 'done') onSaved(ended.value);
    });
  }
  const replace = (at: number, name: string) =>
    setDrafts(drafts.map((draft, index) => (index === at ? { ...draft, name } : draft)));

  return (
    <SendingDialog
      variant="medium"
      aria-labelledby="ast-views"
      isWaiting={isWaiting}
      onClose={onClose}
    >
      <ModalHeader title={`Views of the list of ${what}`} labelId="ast-views" />
      <ModalBody>
        <div className="ast-stack">
          <div>
            <h2 className="ast-views-heading">Link to the list as it is shown now</h2>
            <CopyText block text={linkTo(query)} what="link to the list as it is shown" />
            <p className="ast-quiet">
              Whoever opens it sees the same search, filters, order and columns, of what they may
              see.
            </p>
          </div>
          {kept.views.length === 0 ? (
            <p>You have no saved views of this list yet. “Save view…” in the menu makes one.</p>
          ) : (
            <fieldset className="ast-views">
              <legend className="ast-views-heading">
                Saved views, and which one the list opens with
              </legend>
              <Radio
                id="ast-view-none"
                name="ast-view-opens"
                label="Opens with none of them"
                isChecked={opening === undefined}
                onChange={() => setOpening(undefined)}
              />
              {drafts.map(({ former, name, query: draft }, at) => (
                <div key={former} className="ast-views-row">
                  <Radio
                    id={`ast-view-${at}`}
                    name="ast-view-opens"
                    aria-label={`Open the list with ${former}`}
                    isChecked={opening === former}
                    onChange={() => setOpening(former)}
                  />
                  <TextInput
                    aria-label={`Name of ${former}`}
                    value={name}
                    maxLength={VIEW_NAME_MAX}
                    onChange={(_, value) => replace(at, value)}
                  />
                  <CopyText text={linkTo(draft)} what={`link to ${former}`} />
                  <Button
                    variant="plain"
                    aria-label={`Delete ${former}`}
                    icon={<TrashIcon />}
                    onClick={() => {
                      setDrafts(drafts.filter((_, index) => index !== at));
                      if (opening === former) setOpening(undefined);
                    }}
                  />
                </div>
              ))}
            </fieldset>
          )}
        </div>
      </ModalBody>
      <ModalFooter>
        <Button
          isLoading={isPending}
          isAriaDisabled={isPending}
          isDisabled={fault !== undefined}
          onClick={save}
        >
          Save changes
        </Button>
        <Button variant="link" isAriaDisabled={isWaiting} onClick={onClose}>
          Cancel
        </Button>
        <output className="ast-quiet">{fault}</output>
        {failure === undefined ? null : <FailureAlert failure={failure} />}
      </ModalFooter>
    </SendingDialog>
  );
}
