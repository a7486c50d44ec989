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
/** What an error says that came before anything was sent: a name was looked up, or a connection made, in vain. */
const BEFORE_SENDING = new Set(['connect', 'getaddrinfo']);

const LOOK_FIRST = 'Whether the change was made is not known: look before you try again.';

/** A failure of a request whose answer is missing; of a change it is then not known what became of it. */
const unanswered = (failed: Failure, isChange: boolean): Failure =>
  isChange
    ? withOutcome({ ...failed, message: `${failed.message} ${LOOK_FIRST}` }, 'OUTCOME_UNKNOWN')
    : failed;

/** A name with several addresses fails with what became of each. */
function wasNeverSent(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(wasNeverSent);
  return error instanceof Error && 'syscall' in error && BEFORE_SENDING.has(String(error.syscall));
}

/** The federation could not be reached, or broke off before it answered. */
export function brokenOff(error: Error, isChange: boolean): Failure {
  if (wasNeverSent(error)) {
    return failure('unavailable', 'The federation cannot be reached.', {
      retryAfterSeconds: RETRY_SECONDS,
    });
  }
  const message = 'The federation broke off before it answered.';
  return unanswered(refusal(502, 'unavailable', message), isChange);
}

/** The federation has not answered in time. */
export const tooSlow = (isChange: boolean): Failure =>
  unanswered(failure('deadlineExceeded', 'The federation did not answer in time.'), isChange);

/** The federation answered with what is no answer of its API. */
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

/** Text from beyond, fit to be shown: without control characters, and not endless. */
const presentable = (text: string): string =>
  text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, MESSAGE_MAX);

/** The federation's own error answer. Of its body only the code, the message and the details that are known here pass. */
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
