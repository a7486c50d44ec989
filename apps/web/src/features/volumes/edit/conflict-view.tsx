import { Radio } from '@patternfly/react-core/dist/esm/components/Radio';
import { Alert } from '@patternfly/react-core/dist/esm/components/Alert';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useEffect, useRef, useState } from 'react';
import { DRAFT_LABEL, FIELD_TEXT } from '#/features/volumes/volume-draft.ts';
import {
  sideOf,
  type Choices,
  type FieldDifference,
  type Merge,
  type Side,
  openFields,
} from './merge-drafts.ts';
import type { Conflict } from './use-volume-edit.ts';
import '#/table/data-table.css';
import './conflict-view.css';

interface ConflictRowProps {
  readonly merge: Merge;
  readonly difference: FieldDifference;
  readonly choices: Choices;
  readonly onChoose: (side: Side) => void;
}

const DECIDED: Record<Side, string> = {
  mine: 'Yours: only you changed it',
  theirs: 'Theirs: you didn’t change it',
};
const SIDES = [
  ['mine', 'Keep mine'],
  ['theirs', 'Take theirs'],
] as const;

/** One field that is not the same everywhere: as it was, yours, as it is now, and which one is saved. */
export function ConflictRow({ merge, difference, choices, onChoose }: ConflictRowProps) {
  const { field, changedBy } = difference;
  const text = FIELD_TEXT[field];
  const name = DRAFT_LABEL[field];
  const isOpen = changedBy === 'both' && choices[field] === undefined;
  const kept = isOpen ? undefined : sideOf(difference, choices);
  return (
    <tr data-open={isOpen}>
      <th scope="row">{name}</th>
      <td>{text(merge.base)}</td>
      <td data-kept={kept === 'mine'}>{text(merge.mine)}</td>
      <td data-kept={kept === 'theirs'}>{text(merge.theirs)}</td>
      <td>
        {changedBy === 'both' ? (
          <div role="radiogroup" aria-label={`${name}: value to save`} className="ast-row">
            {SIDES.map(([side, label]) => (
              <Radio
                key={side}
                id={`conflict-${field}-${side}`}
                name={`conflict-${field}`}
                label={label}
                isChecked={choices[field] === side}
                onChange={() => onChoose(side)}
              />
            ))}
          </div>
        ) : (
          <span className="ast-quiet">{DECIDED[changedBy]}</span>
        )}
      </td>
    </tr>
  );
}

interface ConflictViewProps {
  readonly conflict: Conflict;
  readonly isPending: boolean;
  readonly onSave: (choices: Choices) => void;
  readonly onEditOn: (choices: Choices) => void;
  readonly onDiscard: () => void;
}

/** Shows what others have changed beside what the user has typed, and lets the user choose what is saved. */
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
        This volume was modified
      </h2>
      <Alert
        isInline
        variant={needsChoice ? 'warning' : 'info'}
        component="p"
        title={
          needsChoice
            ? 'You and someone else changed the same fields. Choose which values to keep.'
            : 'Someone else changed other fields than you did. Both changes can be kept.'
        }
      >
        Nothing has been saved yet, and your changes are kept.
      </Alert>
      <section
        className="ast-table-scroll"
        // A region that scrolls must be reachable by keyboard (WCAG 2.1.1).
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label="Changes, table"
      >
        <table className="ast-conflict" aria-label="Changes">
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Original</th>
              <th scope="col">Yours</th>
              <th scope="col">Current</th>
              <th scope="col">To be saved</th>
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
      </section>
      {needsChoice && (
        <p className="ast-quiet">
          {open.length === 0
            ? 'Every value is chosen.'
            : `Choose a value for: ${open.map((field) => DRAFT_LABEL[field].toLowerCase()).join(', ')}.`}
        </p>
      )}
      <div className="ast-row">
        <Button
          variant="primary"
          isDisabled={open.length > 0}
          isAriaDisabled={isPending}
          isLoading={isPending}
          onClick={() => onSave(choices)}
        >
          Save
        </Button>
        <Button variant="secondary" onClick={() => onEditOn(choices)}>
          Continue editing
        </Button>
        <Button variant="link" onClick={onDiscard}>
          Discard my changes
        </Button>
      </div>
    </section>
  );
}
