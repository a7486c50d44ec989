import { parseTypedSize, type TypedSize } from '@asterism/api-types/rules/typed-size';
import { TextInput } from '@patternfly/react-core/dist/esm/components/TextInput';
import { formatExactBytes } from '#/lib/format.ts';
import type { FieldValues } from 'react-hook-form';
import { FieldFrame, helperIdOf, type FieldProps } from './field.tsx';
import type { NoFields } from './field-path.ts';
import { Offers } from './offers.tsx';
import { useField } from './use-field.ts';

/** What a typed size comes to, to the byte. */
const inExactBytes = ({ text, bytes, isRounded }: TypedSize): string =>
  isRounded
    ? `${text} becomes ${formatExactBytes(bytes)}: sizes are multiples of 4 KiB.`
    : `${text} = ${formatExactBytes(bytes)}`;

/** A size such as `1.5 TiB`, with the exact bytes that it comes to. Its value is the text as typed. */
export function SizeField<Values extends FieldValues = NoFields>({
  name,
  label,
  helper,
  isRequired = false,
  isDisabled = false,
}: FieldProps<Values>) {
  const { id, text, onChange, onBlur, ref, error } = useField(name);
  const size = parseTypedSize(text);
  const offers = size.ok ? [] : size.error.offers;
  const hint =
    offers.length > 0 ? 'Choose what you mean:' : 'A number and a unit: MiB, GiB, TiB, PiB.';
  return (
    <FieldFrame
      fieldId={id}
      label={label}
      isRequired={isRequired}
      error={error}
      helper={size.ok ? inExactBytes(size.value) : (helper ?? hint)}
      offers={<Offers offers={offers} onChoose={onChange} />}
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
