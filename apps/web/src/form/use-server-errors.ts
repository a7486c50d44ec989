import type { ApiError } from '@asterism/api-types/client/api-error';
import type { Operation } from '@asterism/api-types/common/operation';
import { useEffect } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import { fieldOfError } from '#/api/describe-error.ts';
import { fieldThatFills, type RequestFields } from './field-path.ts';

/**
 * Shows a server's error about a field of the request at the field of the form that fills it, and focuses that.
 * Returns the error when it is about no field of the form, for the form as a whole.
 */
export function useServerErrors<Values extends FieldValues, O extends Operation>(
  form: UseFormReturn<Values>,
  error: ApiError | undefined,
  fields: RequestFields<Values, O>,
): ApiError | undefined {
  const about = error === undefined ? undefined : fieldOfError(error, Object.values(fields));
  const field = about === undefined ? undefined : fieldThatFills(fields, about.field);
  const message = about?.message;
  const { setError } = form;
  useEffect(() => {
    if (field === undefined || message === undefined) return;
    setError(field, { type: 'server', message }, { shouldFocus: true });
  }, [field, message, setError]);
  return field === undefined ? error : undefined;
}
