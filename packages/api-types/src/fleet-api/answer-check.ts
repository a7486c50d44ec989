import { z } from 'zod/mini';

/**
 * Path at which a BFF asks whether answers that it has are still what the federation would answer now, many at once. Not
 * part of the public API: it takes the proof of a BFF.
 */
export const ANSWER_CHECK_PATH = '/api/v2/fleet/answer-check';

/** How many answers are checked at once at the most. */
export const ANSWERS_CHECKED_MAX = 256;

const text = z.string().check(z.maxLength(8192));

/** In whose name the answer is asked for, at which path with which query, and the ETag of what the BFF has. */
export const checkedAnswer = z.object({ token: text, url: text, etag: text });
export type CheckedAnswer = z.infer<typeof checkedAnswer>;

export const answerCheck = z.object({
  answers: z.array(checkedAnswer).check(z.maxLength(ANSWERS_CHECKED_MAX)),
});
export type AnswerCheck = z.infer<typeof answerCheck>;

/** Whether each is current, in their order. */
export const answerVerdicts = z.object({
  isCurrent: z.array(z.boolean()),
  /** The id of the newest event then. A federation of the release before does not say it. */
  newestEvent: z.optional(z.string()),
});
export type AnswerVerdicts = z.infer<typeof answerVerdicts>;
