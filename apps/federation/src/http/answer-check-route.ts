import type { IncomingMessage } from 'node:http';
import express, { type Request, type Response, type Router } from 'express';
import { failure } from '@asterism/api-types/common/failure';
import {
  ANSWER_CHECK_PATH,
  ANSWERS_CHECKED_MAX,
  answerCheck,
  type AnswerVerdicts,
} from '@asterism/api-types/fleet-api/answer-check';
import { replyFailure, replyJson } from '@asterism/api-server/reply';
import { unauthenticated, type Admission } from '../identity/admission.ts';
import type { KeptAnswers } from './kept-answers.ts';

/** Tokens of usual length, and long questions. */
const BODY_LIMIT = ANSWERS_CHECKED_MAX * 4096;

export interface AnswerCheckOptions {
  readonly kept: Pick<KeptAnswers, 'areCurrent'>;
  readonly authenticate: Admission['authenticate'];
  readonly newestEventId: () => string;
  /** Whether the request comes from a BFF of this federation. Nobody else has the answers of several people. */
  readonly isFromBff: (request: IncomingMessage) => boolean;
}

/**
 * `POST /api/v2/fleet/answer-check`: of answers that a BFF has, those that each of its people would be given now. Whoever
 * may not ask any more, or may see something else, is told no, and then asks as usual.
 */
export function createAnswerCheckRoute({ kept, ...options }: AnswerCheckOptions): Router {
  async function check(request: Request, response: Response): Promise<void> {
    const asked = answerCheck.safeParse(request.body);
    if (!asked.success) return replyFailure(response, failure('invalidArgument', 'malformed'));
    const { answers } = asked.data;
    const principals = await Promise.all(answers.map(({ token }) => options.authenticate(token)));
    const isCurrent = kept.areCurrent(
      answers.map(({ url, etag }, at) => {
        const principal = principals[at];
        return { principal: principal?.ok === true ? principal.value : undefined, url, etag };
      }),
    );
    const newestEvent = options.newestEventId();
    return replyJson(response, 200, { isCurrent, newestEvent } satisfies AnswerVerdicts);
  }

  const router = express.Router({ strict: true, caseSensitive: true });
  router.post(
    ANSWER_CHECK_PATH,
    (request, response, next) => {
      if (options.isFromBff(request)) next();
      else replyFailure(response, unauthenticated());
    },
    express.json({ limit: BODY_LIMIT, inflate: false }),
    (request, response, next) => void check(request, response).catch(next),
  );
  return router;
}
