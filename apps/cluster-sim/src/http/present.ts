import type { Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { failureOf, type AnyRefusal } from './refusal-failures.ts';

/** What the model gave, as the wire shows it; a refusal as its answer. */
export function present<T, View>(
  outcome: Result<T, AnyRefusal>,
  view: (value: T) => View,
): Result<View, Failure> {
  return outcome.ok ? ok(view(outcome.value)) : err(failureOf(outcome.error));
}

/** {@link present} of what is shown as it is. */
export const presentAsIs = <T>(outcome: Result<T, AnyRefusal>): Result<T, Failure> =>
  present(outcome, (value) => value);

/** {@link present} of a change: the wire says no more of it than that it was accepted. */
export const presentDone = (
  outcome: Result<unknown, AnyRefusal>,
): Result<Record<string, never>, Failure> => present(outcome, () => ({}));
