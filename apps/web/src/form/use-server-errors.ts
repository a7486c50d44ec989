import type { ApiError } from '@asterism/api-types/client/api-error';
import { useEffect } from 'react';
import type { FieldPath, FieldValues, UseFormReturn } from 'react-hook-form';
import { fieldOfError } from '#/api/describe-error.ts';

/**
 * Puts an error of the server that begins with the name of a field (`size: must be …`) at that field, and focuses it.
 * Returns the error when it is about no field of the form, for the form as a whole.
 */
export function useServerErrors<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  error: ApiError | undefined,
  fields: readonly FieldPath<Values>[],
): ApiError | undefined {
  const about = error === undefined ? undefined : fieldOfError(error, fields);
  const field = fields.find((name) => name === about?.field);
  const message = about?.message;
  const { setError } = form;
  useEffect(() => {
    if (field === undefined || message === undefined) return;
    setError(field, { type: 'server', message }, { shouldFocus: true });
  }, [field, message, setError]);
  return field === undefined ? error : undefined;
}
