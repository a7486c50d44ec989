import { useId } from 'react';
import { useController, useFormContext, type RefCallBack } from 'react-hook-form';

/** Part of what react-hook-form says of a field: an error, or errors of the parts below it. */
interface FieldProblem {
  readonly message?: unknown;
  readonly root?: unknown;
}

const isProblem = (value: unknown): value is FieldProblem =>
  typeof value === 'object' && value !== null;

const asSentence = (reason: string): string => {
  const text = `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`;
  return /[.!?]$/.test(text) ? text : `${text}.`;
};

/** The first reason in an error of react-hook-form, at the field itself or below it, as a sentence. */
export function fieldMessage(problem: unknown): string | undefined {
  if (!isProblem(problem)) return undefined;
  if (typeof problem.message === 'string' && problem.message !== '')
    return asSentence(problem.message);
  const parts: readonly unknown[] = Array.isArray(problem) ? problem : [problem.root];
  for (const part of [
    ...parts,
    ...Object.entries(problem)
      .filter(([key]) => key !== 'ref')
      .map(([, value]): unknown => value),
  ]) {
    if (part === problem) continue;
    const message = fieldMessage(part);
    if (message !== undefined) return message;
  }
  return undefined;
}

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
