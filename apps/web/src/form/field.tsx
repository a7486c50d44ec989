import { FormGroup, FormHelperText } from '@patternfly/react-core/dist/esm/components/Form';
import { HelperText, HelperTextItem } from '@patternfly/react-core/dist/esm/components/HelperText';
import type { ReactNode } from 'react';
import type { FieldValues } from 'react-hook-form';
import type { FieldPath } from './field-path.ts';

/**
 * What every field has. `Values` is what the form holds: without it no name fits, so that a field of another form, or a
 * mistyped one, does not compile.
 */
export interface FieldProps<Values extends FieldValues> {
  readonly name: NoInfer<FieldPath<Values>>;
  readonly label: string;
  /** What to enter and what it means; stays visible. */
  readonly helper?: ReactNode;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
}

/** The id of the text below a field, for `aria-describedby`. */
export const helperIdOf = (fieldId: string): string => `${fieldId}-helper`;

interface FieldFrameProps {
  readonly fieldId: string;
  readonly label: string;
  readonly helper?: ReactNode;
  readonly isRequired?: boolean | undefined;
  /** What is wrong; takes the helper's place. */
  readonly error: string | undefined;
  /** A group of several inputs, named by the label. */
  readonly isGroup?: boolean;
  readonly children: ReactNode;
}

/** Label, input and the text below it. */
export function FieldFrame(props: FieldFrameProps) {
  const { fieldId, label, helper, isRequired = false, error, isGroup = false, children } = props;
  return (
    <FormGroup
      label={label}
      isRequired={isRequired}
      fieldId={fieldId}
      {...(isGroup ? { role: 'group' } : {})}
    >
      {children}
      {error === undefined && helper === undefined ? null : (
        <FormHelperText>
          <HelperText id={helperIdOf(fieldId)} isLiveRegion>
            <HelperTextItem variant={error === undefined ? 'default' : 'error'}>
              {error ?? helper}
            </HelperTextItem>
          </HelperText>
        </FormHelperText>
      )}
    </FormGroup>
  );
}
