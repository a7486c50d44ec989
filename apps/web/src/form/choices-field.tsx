import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { Checkbox } from '@patternfly/react-core/dist/esm/components/Checkbox';
import { useState, type ReactNode } from 'react';
import type { FieldValues } from 'react-hook-form';
import { FieldFrame, helperIdOf, type FieldProps } from './field.tsx';
import type { NoFields } from './field-path.ts';
import { useField } from './use-field.ts';
import './choices-field.css';

/** One that can be among those that are chosen. */
export interface CheckChoice {
  readonly value: string;
  readonly label: string;
  readonly description?: ReactNode;
  readonly isDisabled?: boolean;
}

interface ChoicesFieldProps<Values extends FieldValues> extends FieldProps<Values> {
  /** Undefined until they are read. */
  readonly choices: readonly CheckChoice[] | undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** Any number of some choices. Its value is an array of their values; one that is no longer offered stays until it is taken out. */
export function ChoicesField<Values extends FieldValues = NoFields>(
  props: ChoicesFieldProps<Values>,
) {
  const { name, label, helper, isRequired = false, choices: offered = [] } = props;
  const { id, value, onChange, onBlur, ref, error } = useField(name);
  const chosen = new Set(Array.isArray(value) ? value.filter(isText) : []);
  const [chosenFirst] = useState(chosen);
  const known = new Set(offered.map((choice) => choice.value));
  // What was taken out by mistake can be put back.
  const gone = [...new Set([...chosenFirst, ...chosen])].filter((one) => !known.has(one));
  const isRead = props.choices !== undefined;
  const choices: readonly CheckChoice[] = [
    ...offered,
    ...gone.map((one) => ({
      value: one,
      label: one,
      description: isRead ? 'Not available now' : undefined,
    })),
  ];
  const free = offered.filter(({ isDisabled }) => isDisabled !== true);
  const isAll = free.every((choice) => chosen.has(choice.value));
  /** In the order of the choices. */
  const choose = (next: ReadonlySet<string>) =>
    onChange(choices.map((choice) => choice.value).filter((one) => next.has(one)));

  return (
    <FieldFrame
      fieldId={id}
      label={label}
      helper={helper}
      isRequired={isRequired}
      error={error}
      isGroup
    >
      {free.length < 3 ? null : (
        <Button
          variant="link"
          isInline
          onClick={() =>
            choose(new Set(isAll ? [] : [...chosen, ...free.map((choice) => choice.value)]))
          }
        >
          {isAll ? 'Choose none' : `Choose all ${free.length}`}
        </Button>
      )}
      <div className="ast-choices">
        {choices.map((choice, at) => (
          <Checkbox
            key={choice.value}
            id={`${id}-${choice.value}`}
            {...(at === 0 ? { ref } : {})}
            label={choice.label}
            description={choice.description}
            isDisabled={choice.isDisabled === true}
            isChecked={chosen.has(choice.value)}
            aria-describedby={helperIdOf(id)}
            onBlur={onBlur}
            onChange={(_, isChosen) => {
              const next = new Set(chosen);
              if (isChosen) next.add(choice.value);
              else next.delete(choice.value);
              choose(next);
            }}
          />
        ))}
      </div>
    </FieldFrame>
  );
}
