import {
  FormSelect,
  FormSelectOption,
} from '@patternfly/react-core/dist/esm/components/FormSelect';
import type { FieldValues } from 'react-hook-form';
import { FieldFrame, helperIdOf, type FieldProps } from './field.tsx';
import type { NoFields } from './field-path.ts';
import { useField } from './use-field.ts';

/** One choice. */
export interface SelectChoice {
  readonly value: string;
  readonly label: string;
  readonly isDisabled?: boolean;
}

interface SelectFieldProps<Values extends FieldValues> extends FieldProps<Values> {
  readonly choices: readonly SelectChoice[];
}

/** One of a few choices. Its value is the choice's `value`. */
export function SelectField<Values extends FieldValues = NoFields>(
  props: SelectFieldProps<Values>,
) {
  const { name, label, helper, isRequired = false, isDisabled = false, choices } = props;
  const { id, text, onChange, onBlur, ref, error } = useField(name);
  // Without an option of its own, the browser would show another value in its place, which would then count.
  const isGone = text !== '' && !choices.some(({ value }) => value === text);
  return (
    <FieldFrame fieldId={id} label={label} helper={helper} isRequired={isRequired} error={error}>
      <FormSelect
        id={id}
        name={name}
        value={text}
        ref={ref}
        isRequired={isRequired}
        isDisabled={isDisabled}
        validated={error === undefined ? 'default' : 'error'}
        aria-describedby={helperIdOf(id)}
        onChange={(_, value) => onChange(value)}
        onBlur={onBlur}
      >
        {choices.map((choice) => (
          <FormSelectOption
            key={choice.value}
            value={choice.value}
            label={choice.label}
            isDisabled={choice.isDisabled === true}
          />
        ))}
        {isGone ? <FormSelectOption value={text} label={`${text} (not available now)`} /> : null}
      </FormSelect>
    </FieldFrame>
  );
}
