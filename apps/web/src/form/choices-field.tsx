import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { Checkbox } from '@patternfly/react-core/dist/esm/components/Checkbox';
import type { ReactNode } from 'react';
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
  readonly choices: readonly CheckChoice[];
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** Any number of some choices. Its value is an array of their values. */
export function ChoicesField<Values extends FieldValues = NoFields>(
  props: ChoicesFieldProps<Values>,
) {
  const { name, label, helper, isRequired = false, choices } = props;
  const { id, value, onChange, onBlur, ref, error } = useField(name);
  const chosen = new Set(Array.isArray(value) ? value.filter(isText) : []);
  const free = choices.filter(({ isDisabled }) => isDisabled !== true);
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
          onClick={() => choose(new Set(isAll ? [] : free.map((choice) => choice.value)))}
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
