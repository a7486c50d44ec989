import type { Operation, OperationInput } from '@asterism/api-types/common/operation';
import type { FieldPath as PathIn, FieldValues } from 'react-hook-form';

/** The name of a field of a form with these values. */
export type FieldPath<Values extends FieldValues> = keyof Values & PathIn<Values>;

/** The values of a form that was not named: no field has this name. */
export interface NoFields {
  readonly ''?: never;
}

/**
 * For each field of a form, the field of the request that it fills: what the server names when it refuses a value. A
 * field that the request does not have does not compile.
 */
export type RequestFields<Values extends FieldValues, O extends Operation> = {
  readonly [Field in FieldPath<Values>]: keyof OperationInput<O> & string;
};

/** The field of the form that fills this field of the request; undefined when the form leaves it alone. */
export function fieldThatFills<Values extends FieldValues, O extends Operation>(
  fields: RequestFields<Values, O>,
  requestField: string,
): FieldPath<Values> | undefined {
  const isOfForm = (field: string): field is FieldPath<Values> => field in fields;
  return Object.keys(fields)
    .filter(isOfForm)
    .find((field) => fields[field] === requestField);
}
