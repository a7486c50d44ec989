import { FormGroup, FormHelperText } from '@patternfly/react-core/dist/esm/components/Form';
import { HelperText, HelperTextItem } from '@patternfly/react-core/dist/esm/components/HelperText';
import type { ReactNode } from 'react';
import type { FieldValues } from 'react-hook-form';
import type { FieldPath } from './field-path.ts';
import './field.css';

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
  /** What may be wrong, but is not for us to refuse. */
  readonly warning?: string | undefined;
  /** Values to choose instead, or as well; beside the text, where there is room for them all the time. */
  readonly offers?: ReactNode;
  /** A group of several inputs, named by the label. */
  readonly isGroup?: boolean;
  readonly children: ReactNode;
}

/** Label, input and the text below it, whose line is kept while there is none: what comes to be said moves nothing. */
export function FieldFrame(props: FieldFrameProps) {
  const { fieldId, label, helper, isRequired = false, error, isGroup = false, children } = props;
  const { warning, offers } = props;
  const text = error ?? warning ?? helper;
  return (
    <FormGroup
      label={label}
      isRequired={isRequired}
      fieldId={fieldId}
      {...(isGroup ? { role: 'group' } : {})}
    >
      {children}
      <FormHelperText className={offers === undefined ? 'ast-field-text' : 'ast-field-offers'}>
        <HelperText id={helperIdOf(fieldId)} isLiveRegion>
          {text === undefined ? null : (
            <HelperTextItem
              variant={
                error === undefined ? (warning === undefined ? 'default' : 'warning') : 'error'
              }
            >
              {text}
            </HelperTextItem>
          )}
        </HelperText>
        {offers}
      </FormHelperText>
    </FormGroup>
  );
}
