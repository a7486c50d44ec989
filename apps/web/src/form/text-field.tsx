import { TextInput } from '@patternfly/react-core/dist/esm/components/TextInput';
import { useEffect, useRef, type ReactNode } from 'react';
import type { FieldValues } from 'react-hook-form';
import { FieldFrame, helperIdOf, type FieldProps } from './field.tsx';
import type { NoFields } from './field-path.ts';
import { useField } from './use-field.ts';

interface TextFieldProps<Values extends FieldValues> extends FieldProps<Values> {
  readonly type?: 'text' | 'password' | 'number' | 'url';
  readonly autoComplete?: string;
  readonly placeholder?: string;
  /** What one probably wants to enter: offered while typing, and anything else may be typed as well. */
  readonly suggestions?: readonly string[];
  /** What an unclear text may mean; see `Offers`. */
  readonly offers?: ReactNode;
  /** Takes the focus when the form appears. */
  readonly hasInitialFocus?: boolean;
}

/** One line of text. Its value is a string. */
export function TextField<Values extends FieldValues = NoFields>(props: TextFieldProps<Values>) {
  const { name, label, helper, isRequired = false, isDisabled = false, type = 'text' } = props;
  const { id, text, onChange, onBlur, ref, error } = useField(name);
  const element = useRef<HTMLInputElement>(null);
  const { hasInitialFocus = false, suggestions = [] } = props;
  const listId = `${id}-suggestions`;

  useEffect(() => {
    if (hasInitialFocus) element.current?.focus();
  }, [hasInitialFocus]);

  return (
    <FieldFrame
      fieldId={id}
      label={label}
      helper={helper}
      isRequired={isRequired}
      error={error}
      offers={props.offers}
    >
      <TextInput
        id={id}
        name={name}
        type={type}
        value={text}
        ref={(node) => {
          element.current = node;
          ref(node);
        }}
        isRequired={isRequired}
        isDisabled={isDisabled}
        autoComplete={props.autoComplete ?? 'off'}
        placeholder={props.placeholder ?? ''}
        validated={error === undefined ? 'default' : 'error'}
        aria-describedby={helperIdOf(id)}
        onChange={(_, typed) => onChange(typed)}
        onBlur={onBlur}
        {...(suggestions.length === 0 ? {} : { list: listId })}
      />
      {suggestions.length === 0 ? null : (
        <datalist id={listId}>
          {suggestions.map((suggestion) => (
            <option key={suggestion}>{suggestion}</option>
          ))}
        </datalist>
      )}
    </FieldFrame>
  );
}
