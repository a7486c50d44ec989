import { Checkbox } from '@patternfly/react-core/dist/esm/components/Checkbox';
import type { FieldValues } from 'react-hook-form';
import type { FieldProps } from './field.tsx';
import type { NoFields } from './field-path.ts';
import { useField } from './use-field.ts';

/** Yes or no. Its value is a boolean. */
export function CheckboxField<Values extends FieldValues = NoFields>({
  name,
  label,
  helper,
  isDisabled = false,
}: FieldProps<Values>) {
  const { id, value, onChange, onBlur, ref, error } = useField(name);
  return (
    <Checkbox
      id={id}
      name={name}
      label={label}
      description={error ?? helper}
      isChecked={value === true}
      isDisabled={isDisabled}
      ref={ref}
      onChange={(_, checked) => onChange(checked)}
      onBlur={onBlur}
    />
  );
}
