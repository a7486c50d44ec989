import type { ApiError } from '@asterism/api-types/client/api-error';
import type { FieldViolation } from '@asterism/api-types/common/error-details';
import type { Operation } from '@asterism/api-types/common/operation';
import { useEffect, useMemo } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import { fieldThatFills, type FieldPath, type RequestFields } from './field-path.ts';

/** What a server's error says of the fields of a form. */
export interface FieldErrors<Values extends FieldValues> {
  /** The rules that were broken, by the field of the form; of several of one field the first. */
  readonly messages: ReadonlyMap<FieldPath<Values>, string>;
  /** Whether the error is about more than these fields: then the form as a whole has to show it. */
  readonly isAboutMore: boolean;
}

/** The outermost field of a path: `acl` of `acl.values[0]`. */
const outermost = ({ field }: FieldViolation): string => field.split(/[.[]/, 1).join('');

/** Assigns what the error's details say of fields of the request to the fields of the form that fill them. */
export function fieldErrorsOf<Values extends FieldValues, O extends Operation>(
  { violations = [] }: Pick<ApiError, 'violations'>,
  fields: RequestFields<Values, O>,
): FieldErrors<Values> {
  const messages = new Map<FieldPath<Values>, string>();
  let isAboutMore = violations.length === 0;
  for (const violation of violations) {
    const field = fieldThatFills(fields, outermost(violation));
    if (field === undefined) isAboutMore = true;
    else if (!messages.has(field)) messages.set(field, violation.description);
  }
  return { messages, isAboutMore };
}

/**
 * Shows a server's error about fields of the request at the fields of the form that fill them, and focuses the first.
 * Returns the error when it is about more than these, for the form as a whole.
 */
export function useServerErrors<Values extends FieldValues, O extends Operation>(
  form: UseFormReturn<Values>,
  error: ApiError | undefined,
  fields: RequestFields<Values, O>,
): ApiError | undefined {
  const found = useMemo(
    () => (error === undefined ? undefined : fieldErrorsOf(error, fields)),
    [error, fields],
  );
  const { setError } = form;
  useEffect(() => {
    for (const [index, [field, message]] of [...(found?.messages ?? [])].entries()) {
      setError(field, { type: 'server', message }, { shouldFocus: index === 0 });
    }
  }, [found, setError]);
  return found?.isAboutMore === true ? error : undefined;
}
