import { errorBody, failure, type Failure } from '@asterism/api-types/common/failure';
import { refusal } from '../http/refuse.ts';

const RETRY_SECONDS = 5;
const MESSAGE_MAX = 512;
/** Connecting failed: nothing has been sent. */
const NOT_REACHED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
]);

const unknownOutcome = (isChange: boolean): string =>
  isChange ? ' Whether the change was made is not known: look before you try again.' : '';

/** The federation could not be reached, or broke off before it answered. */
export function brokenOff(error: Error, isChange: boolean): Failure {
  const code = 'code' in error ? String(error.code) : '';
  if (NOT_REACHED.has(code)) {
    return failure('unavailable', 'The federation cannot be reached.', {
      retryAfterSeconds: RETRY_SECONDS,
    });
  }
  const message = `The federation broke off before it answered.${unknownOutcome(isChange)}`;
  return refusal(502, 'unavailable', message);
}

/** The federation has not answered in time. */
export const tooSlow = (isChange: boolean): Failure =>
  failure('deadlineExceeded', `The federation did not answer in time.${unknownOutcome(isChange)}`);

/** The federation answered with what is no answer of its API. */
export const badAnswer = (): Failure =>
  refusal(502, 'internal', 'The federation gave an answer that does not fit its API.');

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Text from beyond, fit to be shown: without control characters, and not endless. */
const presentable = (text: string): string =>
  text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, MESSAGE_MAX);

/** The federation's own error answer. Of its body only the code and the message pass. */
export function errorAnswer(status: number, text: string, retryAfter: string | undefined): Failure {
  const body = errorBody.safeParse(parse(text));
  const seconds = Number(retryAfter ?? Number.NaN);
  return {
    status,
    code: body.success ? body.data.code : 2,
    message: body.success ? presentable(body.data.message) : `The federation answered ${status}.`,
    ...(Number.isSafeInteger(seconds) && seconds >= 0 ? { retryAfterSeconds: seconds } : {}),
  };
}
