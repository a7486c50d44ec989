import { errorBodyProblems, isPlainRefusal } from '../http/error-body.ts';
import { leaksOf } from '../http/leaks.ts';
import type { Answer, RawRequest } from '../http/send.ts';
import type { RowTarget } from '../bad-input/row.ts';
import { PAYLOAD } from './values.ts';

/**
 * The longest that a call and a list may take, in milliseconds, and the grace on a busy machine until the answer that it
 * took too long has arrived.
 */
const DEADLINES = { call: 10_000, list: 30_000 };
const GRACE_MS = 5_000;

// oxlint-disable-next-line no-control-regex -- it finds control characters.
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

function formProblems(kind: RowTarget, answer: Answer): string[] {
  if (answer.status < 400 || (kind !== 'bff' && isPlainRefusal(answer))) return [];
  return errorBodyProblems(answer, kind === 'bff');
}

function echoProblems({ headers, text, json }: Answer): string[] {
  const type = headers['content-type'] ?? '';
  const isMarkup = /html|xml|svg/.test(type) || type === '';
  const { message } = json;
  return [
    ...(isMarkup && text.includes(PAYLOAD)
      ? [`input comes back as ${type || 'no type at all'}`]
      : []),
    ...(typeof message === 'string' && CONTROL.test(message)
      ? ['the message has control characters']
      : []),
    ...(JSON.stringify(headers).includes('onerror') ? ['input comes back in a header'] : []),
  ];
}

/** What no answer may do, whatever was asked; none when all is well. */
export function judge(
  kind: RowTarget,
  { method }: RawRequest,
  answer: Answer,
  milliseconds: number,
): string[] {
  const { status } = answer;
  const deadline = method === 'GET' ? DEADLINES.list : DEADLINES.call;
  return [
    ...(status === 500 ? ['the status is 500'] : []),
    ...(milliseconds > deadline + GRACE_MS ? [`it took ${Math.round(milliseconds)} ms`] : []),
    ...(method === 'HEAD' ? [] : formProblems(kind, answer)),
    ...leaksOf(answer),
    ...echoProblems(answer),
  ];
}
