import { isOutcomeUnknown } from '@asterism/api-types/client/api-error';
import { decodeDetails } from '@asterism/api-types/common/error-details';
import {
  errorBody,
  errorKindOf,
  failure,
  GRPC_CODE,
  withOutcome,
  type Failure,
} from '@asterism/api-types/common/failure';
import { refusal } from '../http/refuse.ts';

const RETRY_SECONDS = 5;
const MESSAGE_MAX = 512;
/** Codes of errors before anything was sent: a failed name lookup or connection. */
const BEFORE_SENDING = new Set(['connect', 'getaddrinfo']);

const LOOK_FIRST = 'Whether the change was made is not known: look before you try again.';

/** A failed request without a response; the outcome of a change is then unknown. */
const unanswered = (failed: Failure, isChange: boolean): Failure =>
  isChange
    ? withOutcome({ ...failed, message: `${failed.message} ${LOOK_FIRST}` }, 'OUTCOME_UNKNOWN')
    : failed;

/** A name with several addresses fails with one error for each. */
function wasNeverSent(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(wasNeverSent);
  return error instanceof Error && 'syscall' in error && BEFORE_SENDING.has(String(error.syscall));
}

/** The federation was unreachable, or closed the connection before it responded. */
export function brokenOff(error: Error, isChange: boolean): Failure {
  if (wasNeverSent(error)) {
    return failure('unavailable', 'The federation cannot be reached.', {
      retryAfterSeconds: RETRY_SECONDS,
    });
  }
  const message = 'The federation broke off before it answered.';
  return unanswered(refusal(502, 'unavailable', message), isChange);
}

/** The federation did not respond in time. */
export const tooSlow = (isChange: boolean): Failure =>
  unanswered(failure('deadlineExceeded', 'The federation did not answer in time.'), isChange);

/** The federation's response does not fit its API. */
export const badAnswer = (isChange: boolean): Failure =>
  unanswered(
    refusal(502, 'internal', 'The federation gave an answer that does not fit its API.'),
    isChange,
  );

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Untrusted text made safe to show: without control characters, and truncated. */
const presentable = (text: string): string =>
  text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, MESSAGE_MAX);

/** The federation's own error. Of its body, only the code, the message and the known details are forwarded. */
export function errorAnswer(
  status: number,
  text: string,
  { retryAfter, isChange }: { readonly retryAfter: string | undefined; readonly isChange: boolean },
): Failure {
  const body = errorBody.safeParse(parse(text));
  const seconds = Number(retryAfter ?? Number.NaN);
  const code = body.success ? body.data.code : GRPC_CODE.unknown;
  const said: Failure = {
    kind: errorKindOf(status, code),
    status,
    code,
    message: body.success ? presentable(body.data.message) : `The federation answered ${status}.`,
    ...(Number.isSafeInteger(seconds) && seconds >= 0 ? { retryAfterSeconds: seconds } : {}),
    ...(body.success ? decodeDetails(body.data.details) : {}),
  };
  const isOpen = isOutcomeUnknown({ ...said, kind: 'answer' });
  return isOpen && said.info === undefined ? unanswered(said, isChange) : said;
}
