import { Alert } from '@patternfly/react-core/dist/esm/components/Alert';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useEffect, useRef, useState } from 'react';
import { ConflictRow } from './conflict-row.tsx';
import { openFields, type Choices } from './merge-drafts.ts';
import type { Conflict } from './use-volume-edit.ts';
import { DRAFT_LABEL } from '#/features/volumes/volume-draft.ts';

interface ConflictViewProps {
  readonly conflict: Conflict;
  readonly isPending: boolean;
  readonly onSave: (choices: Choices) => void;
  readonly onEditOn: (choices: Choices) => void;
  readonly onDiscard: () => void;
}

/** Lets the user look at what others have changed beside what they have typed, and decide what is saved. */
export function ConflictView(props: ConflictViewProps) {
  const { conflict, isPending, onSave, onEditOn, onDiscard } = props;
  const { merge } = conflict;
  const [choices, setChoices] = useState<Choices>({});
  const heading = useRef<HTMLHeadingElement>(null);
  const open = openFields(merge, choices);
  const needsChoice = merge.differences.some(({ changedBy }) => changedBy === 'both');

  useEffect(() => heading.current?.focus(), []);

  return (
    <section className="ast-stack" aria-labelledby="conflict-title">
      <h2 id="conflict-title" className="ast-conflict-title" ref={heading} tabIndex={-1}>
        Somebody else has changed this volume
      </h2>
      <Alert
        isInline
        variant={needsChoice ? 'warning' : 'info'}
        component="p"
        title={
          needsChoice
            ? 'You have both changed the same thing. Choose which is saved.'
            : 'Your changes and theirs do not touch the same things: both can be kept.'
        }
      >
        Nothing has been saved yet, and nothing that you typed is lost.
      </Alert>
      <div className="ast-table-scroll">
        <table className="ast-conflict" aria-label="What has changed">
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">When you began</th>
              <th scope="col">Yours</th>
              <th scope="col">Now</th>
              <th scope="col">What is saved</th>
            </tr>
          </thead>
          <tbody>
            {merge.differences.map((difference) => (
              <ConflictRow
                key={difference.field}
                merge={merge}
                difference={difference}
                choices={choices}
                onChoose={(side) => setChoices({ ...choices, [difference.field]: side })}
              />
            ))}
          </tbody>
        </table>
      </div>
      {open.length === 0 ? null : (
        <p className="ast-quiet">
          Still to choose: {open.map((field) => DRAFT_LABEL[field].toLowerCase()).join(', ')}.
        </p>
      )}
      <div className="ast-row">
        <Button
          variant="primary"
          isDisabled={open.length > 0 || isPending}
          isLoading={isPending}
          onClick={() => onSave(choices)}
        >
          Save this
        </Button>
        <Button variant="secondary" onClick={() => onEditOn(choices)}>
          Edit further
        </Button>
        <Button variant="link" onClick={onDiscard}>
          Discard my changes
        </Button>
      </div>
    </section>
  );
}
