import type { ApiError } from '@asterism/api-types/client/api-error';
import { errorOf, type WriteOutcome } from './write.ts';

/** An error in words: what happened, what to do, and how to name it to whoever helps. */
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
    title: 'Asterism cannot be reached',
    canRetry: true,
    next: 'Check your network, then try again.',
  },
  timeout: {
    title: 'Asterism took too long to answer',
    canRetry: true,
    next: 'It may be busy. Try again in a moment.',
  },
  aborted: { title: 'The request was given up', canRetry: true },
  malformed: {
    title: 'The answer could not be read',
    canRetry: true,
    next: 'Reload the page; if it happens again, tell whoever runs Asterism.',
  },
};

const BY_STATUS: Readonly<Record<number, Words>> = {
  400: { title: 'The request was not accepted', canRetry: false },
  401: { title: 'You are signed out', canRetry: false, next: 'Sign in, then try again.' },
  403: {
    title: 'You may not do this',
    canRetry: false,
    next: 'Ask an administrator for the right role.',
  },
  404: { title: 'Not found', canRetry: false, next: 'It may have been removed meanwhile.' },
  409: { title: 'This is not possible right now', canRetry: true },
  412: {
    title: 'It has changed meanwhile',
    canRetry: false,
    next: 'Look at the newest state, then decide again.',
  },
  429: { title: 'Too many requests', canRetry: true, next: 'Wait a moment, then try again.' },
  501: { title: 'This cluster does not support that', canRetry: false },
  503: { title: 'Not available right now', canRetry: true, next: 'Try again in a moment.' },
};

const UNEXPECTED: Words = {
  title: 'Something went wrong',
  canRetry: true,
  next: 'Try again; if it happens again, pass on the request id.',
};

/** What became of a write whose answer was lost. */
const BY_REASON: Readonly<Record<string, Words>> = {
  NOT_APPLIED: {
    title: 'Nothing was changed',
    canRetry: true,
    next: 'The answer was lost on its way, and reading again shows all as it was. Try again.',
  },
  OUTCOME_UNKNOWN: {
    title: 'It is not known whether this was done',
    canRetry: false,
    next: 'The answer was lost on its way, and reading again did not tell. Look at it before you try again; if you cannot tell either, pass on the request id.',
  },
};

const sentence = (text: string) => (text === '' || /[.!?]$/.test(text) ? text : `${text}.`);

const waiting = (seconds: number | undefined) =>
  seconds === undefined ? undefined : `Try again in ${seconds} s.`;

/** Translates an error into words. The one place that does. */
export function describeError(error: ApiError): ErrorDescription {
  const outcome = BY_REASON[error.info?.reason ?? ''];
  if (outcome !== undefined) {
    const { title, canRetry, next = '' } = outcome;
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

/**
 * The field that an error message is about, when it begins with one as the API's messages do (`size: must be …`).
 * Only the given names count.
 */
export function fieldOfError(
  error: ApiError,
  fields: readonly string[],
): { readonly field: string; readonly message: string } | undefined {
  const match = /^([A-Za-z][\w]*)(?:[.[][\w.[\]]*)?: (.+)$/s.exec(error.message);
  const [, field, message] = match ?? [];
  if (field === undefined || message === undefined || !fields.includes(field)) return undefined;
  return { field, message };
}
