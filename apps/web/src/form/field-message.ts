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
