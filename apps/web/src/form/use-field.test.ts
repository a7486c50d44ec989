import { describe, expect, it } from 'vitest';
import { fieldMessage } from './use-field.ts';

describe('what is wrong with a field', () => {
  it('is a sentence', () => {
    expect(fieldMessage({ type: 'custom', message: 'must not be empty' })).toBe(
      'Must not be empty.',
    );
  });

  it('is the first reason below it when the field itself has none', () => {
    expect(fieldMessage({ values: { message: 'is too long' } })).toBe('Is too long.');
    expect(fieldMessage([undefined, { key: { message: 'is given twice' } }])).toBe(
      'Is given twice.',
    );
  });

  it('is nothing while nothing is wrong', () => {
    expect(fieldMessage(undefined)).toBeUndefined();
    expect(fieldMessage({ ref: { message: 'an element, not an error' } })).toBeUndefined();
  });
});
