import { Radio } from '@patternfly/react-core/dist/esm/components/Radio';
import {
  sideOf,
  type Choices,
  type FieldDifference,
  type Merge,
  type Side,
} from './merge-drafts.ts';
import { DRAFT_LABEL, FIELD_TEXT } from '#/features/volumes/volume-draft.ts';

interface ConflictRowProps {
  readonly merge: Merge;
  readonly difference: FieldDifference;
  readonly choices: Choices;
  readonly onChoose: (side: Side) => void;
}

const DECIDED: Record<Side, string> = {
  mine: 'Yours is kept: nobody else changed it',
  theirs: 'Theirs is kept: you did not change it',
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
          <div role="radiogroup" aria-label={`${name}: which one to save`} className="ast-row">
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
