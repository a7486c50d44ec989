import type { ApiError } from '@asterism/api-types/client/api-error';
import type { ErrorInfo, ErrorReason } from '@asterism/api-types/common/error-details';
import { describeRefusal } from './describe-refusal.ts';
import { errorOf, type WriteOutcome } from './write.ts';

/** An error in words: what happened, what to do, and its request ID for the administrator. */
export interface ErrorDescription {
  readonly title: string;
  /** What the server said, or what to do. */
  readonly advice: string;
  readonly requestId: string | undefined;
  /** Whether the same call may work later without a change. */
  readonly canRetry: boolean;
}

type Words = Pick<ErrorDescription, 'title' | 'canRetry'> & { readonly next?: string };

const BY_KIND: Record<Exclude<ApiError['kind'], 'answer'>, Words> = {
  network: {
    title: 'Asterism can’t be reached',
    canRetry: true,
    next: 'Check your network, then try again.',
  },
  timeout: {
    title: 'Asterism took too long to respond',
    canRetry: true,
    next: 'It may be busy. Try again in a moment.',
  },
  aborted: { title: 'The request was canceled', canRetry: true },
  malformed: {
    title: 'The response can’t be read',
    canRetry: true,
    next: 'Reload the page. If it happens again, contact your administrator.',
  },
};

const BY_STATUS: Readonly<Record<number, Words>> = {
  400: { title: 'The request was rejected', canRetry: false },
  401: { title: 'You are signed out', canRetry: false, next: 'Sign in, then try again.' },
  403: {
    title: 'You don’t have permission to do this',
    canRetry: false,
    next: 'Ask an administrator for the required role.',
  },
  404: { title: 'Not found', canRetry: false, next: 'It may have been deleted.' },
  409: { title: 'This isn’t possible right now', canRetry: true },
  412: {
    title: 'This volume was modified',
    canRetry: false,
    next: 'Review its current state, then decide again.',
  },
  429: { title: 'Too many requests', canRetry: true, next: 'Wait a moment, then try again.' },
  501: { title: 'This cluster doesn’t support that', canRetry: false },
  503: { title: 'Not available right now', canRetry: true, next: 'Try again in a moment.' },
};

const UNEXPECTED: Words = {
  title: 'Something went wrong',
  canRetry: true,
  next: 'Try again. If it happens again, give the request ID to your administrator.',
};

/** What became of a write whose answer was lost. */
const BY_REASON: Readonly<Record<Exclude<ErrorReason, 'CLUSTER_REFUSES'>, Words>> = {
  NOT_APPLIED: {
    title: 'Nothing was changed',
    canRetry: true,
    next: 'The response was lost, and reading again shows no change. Try again.',
  },
  OUTCOME_UNKNOWN: {
    title: 'It’s unknown whether this was done',
    canRetry: false,
    next: 'The response was lost, and reading again didn’t show what happened. Check the current state before you try again. If in doubt, give the request ID to your administrator.',
  },
  REQUEST_UNDER_WAY: {
    title: 'This is already being done',
    canRetry: true,
    next: 'The same request was sent before and isn’t finished. Try again in a moment to see its result.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    title: 'The request was rejected',
    canRetry: false,
    next: 'Its idempotency key belongs to another request. Reload the page and try again.',
  },
};

const sentence = (text: string) => (text === '' || /[.!?]$/.test(text) ? text : `${text}.`);

const waiting = (seconds: number | undefined) =>
  seconds === undefined || seconds === 0 ? undefined : `Try again in ${seconds} s.`;

/** What an error's reason says, in words. */
function wordsOf(info: ErrorInfo): Words {
  if (info.reason !== 'CLUSTER_REFUSES') return BY_REASON[info.reason];
  const { kind, clusterName, clockOffsetSeconds } = info.metadata;
  const clock =
    clockOffsetSeconds === undefined ? {} : { clockOffsetSeconds: Number(clockOffsetSeconds) };
  const { title, advice } = describeRefusal({ kind, ...clock }, clusterName);
  return { title, canRetry: true, next: advice };
}

/** Translates an error into words. The one place that does. */
export function describeError(error: ApiError): ErrorDescription {
  if (error.info !== undefined) {
    const { title, canRetry, next = '' } = wordsOf(error.info);
    return { title, canRetry, advice: next, requestId: error.requestId };
  }
  const words =
    error.kind === 'answer' ? (BY_STATUS[error.status] ?? UNEXPECTED) : BY_KIND[error.kind];
  const said = error.kind === 'answer' ? sentence(error.message) : '';
  const next = waiting(error.retryAfterSeconds) ?? words.next ?? '';
  return {
    title: words.title,
    advice: [said, next].filter((part) => part !== '').join(' '),
    requestId: error.requestId,
    canRetry: words.canRetry,
  };
}

/** Why a write did not work, in words; undefined when it did, or has not ended. */
export function describeOutcome(
  outcome: WriteOutcome<unknown> | undefined,
): ErrorDescription | undefined {
  const error = errorOf(outcome);
  return error === undefined ? undefined : describeError(error);
}
