import { useId } from 'react';
import { useController, useFormContext, type RefCallBack } from 'react-hook-form';
import { fieldMessage } from './field-message.ts';

/** A field of the form around it: its id, its value and what is wrong with it. */
export interface Field {
  readonly id: string;
  readonly value: unknown;
  /** The value as an input of text shows it. */
  readonly text: string;
  readonly onChange: (value: unknown) => void;
  readonly onBlur: () => void;
  readonly ref: RefCallBack;
  /** What is wrong, as a sentence; undefined while nothing is. */
  readonly error: string | undefined;
}

/** Binds to the field of this name in the form around the component. */
export function useField(name: string): Field {
  const { control } = useFormContext();
  const { field, fieldState } = useController({ name, control });
  const id = useId();
  const { onChange, onBlur, ref } = field;
  const value: unknown = field.value;
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return { id, value, text, onChange, onBlur, ref, error: fieldMessage(fieldState.error) };
}
