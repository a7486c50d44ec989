import { errorBodyProblems, isPlainRefusal } from '../http/error-body.ts';
import { leaksOf } from '../http/leaks.ts';
import type { Answer } from '../http/send.ts';
import type { Expected, RowTarget } from './row.ts';

/** A message names a field as `field: what is wrong`, alone or among others; a cluster's name may stand before. */
const namesField = (message: string, field: string): boolean =>
  message
    .split('; ')
    .flatMap((part) => [part, part.replace(/^\S+: /, '')])
    .some((part) => part.startsWith(`${field}: `));

function headerProblems({ headers }: Answer, wanted: Readonly<Record<string, string>>): string[] {
  return Object.entries(wanted).flatMap(([name, part]) =>
    String(headers[name] ?? '\0').includes(part)
      ? []
      : [`the header ${name} is ${JSON.stringify(headers[name])}`],
  );
}

function messageProblems({ json, text }: Answer, { field, text: part }: Expected): string[] {
  const message = typeof json['message'] === 'string' ? json['message'] : text;
  return [
    ...(field === undefined || namesField(message, field) ? [] : [`it does not name ${field}`]),
    ...(part === undefined || message.includes(part) ? [] : [`it does not say "${part}"`]),
  ];
}

/** What of an answer is not as the table has it; none when all is well. */
export function problemsOf(target: RowTarget, answer: Answer, expected: Expected): string[] {
  const { status, text } = answer;
  if (status !== expected.status) {
    return [`the status is ${status}, not ${expected.status}: ${text.slice(0, 300)}`];
  }
  if (expected.isBare === true) return [];
  if (expected.isPlain === true) {
    return isPlainRefusal(answer) ? [] : [`it is no plain refusal: ${text.slice(0, 300)}`];
  }
  const problems = [
    ...leaksOf(answer),
    ...headerProblems(answer, expected.headers ?? {}),
    ...messageProblems(answer, expected),
  ];
  if (expected.code === undefined) return problems;
  const { code } = answer.json;
  return [
    ...problems,
    ...errorBodyProblems(answer, target === 'bff'),
    ...(code === expected.code ? [] : [`the code is ${String(code)}, not ${expected.code}`]),
  ].map((problem) => `${problem} (${text.slice(0, 300)})`);
}
