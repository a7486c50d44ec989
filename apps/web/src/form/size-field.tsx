import { parseSize } from '@asterism/api-types/rules/size';
import { TextInput } from '@patternfly/react-core/dist/esm/components/TextInput';
import { formatBytes, formatExactBytes } from '#/lib/format.ts';
import type { FieldValues } from 'react-hook-form';
import { FieldFrame, helperIdOf, type FieldProps } from './field.tsx';
import type { NoFields } from './field-path.ts';
import { useField } from './use-field.ts';

/** What a written size comes to, in a unit and in bytes; undefined while it is no size. */
export function sizeInWords(text: string): string | undefined {
  const size = parseSize(text);
  return size.ok ? `${formatBytes(size.value)}, ${formatExactBytes(size.value)}` : undefined;
}

/** A size such as `1.5 TiB`, with the exact bytes that it comes to. Its value is the text as typed. */
export function SizeField<Values extends FieldValues = NoFields>({
  name,
  label,
  helper,
  isRequired = false,
  isDisabled = false,
}: FieldProps<Values>) {
  const { id, text, onChange, onBlur, ref, error } = useField(name);
  return (
    <FieldFrame
      fieldId={id}
      label={label}
      isRequired={isRequired}
      error={error}
      helper={sizeInWords(text) ?? helper ?? 'A number and a unit: MiB, GiB, TiB, PiB.'}
    >
      <TextInput
        id={id}
        name={name}
        value={text}
        ref={ref}
        isRequired={isRequired}
        isDisabled={isDisabled}
        autoComplete="off"
        placeholder="100 GiB"
        validated={error === undefined ? 'default' : 'error'}
        aria-describedby={helperIdOf(id)}
        onChange={(_, value) => onChange(value)}
        onBlur={onBlur}
      />
    </FieldFrame>
  );
}
