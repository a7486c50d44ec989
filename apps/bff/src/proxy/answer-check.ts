import { request as httpRequest, type ServerResponse } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { json } from 'node:stream/consumers';
import {
  ANSWER_CHECK_PATH,
  ANSWERS_CHECKED_MAX,
  answerVerdicts,
  type AnswerCheck as Question,
  type AnswerVerdicts,
  type CheckedAnswer,
} from '@asterism/api-types/fleet-api/answer-check';
import { feedProofHeader, type BffProofKeys } from '@asterism/server-kit/secrets/bff-proof';
import { createUpstreamAgent } from './upstream-agent.ts';

/** A federation that takes longer is asked in the usual way, which has its own deadlines. */
const WITHIN_MS = 2000;
/** Between two questions, unless there is enough to ask: a question costs more than the answer to a browser. */
const PAUSE_MS = 1;
const ENOUGH = 8;
/** A proof is good for a minute. */
const PROOF_MS = 5000;

/** With the id of the newest event of which the answer then knows. */
type OnVerdict = (isCurrent: boolean, newestEvent: string | undefined) => void;

interface Listener {
  readonly onVerdict: OnVerdict;
  /** Ends when nobody waits any more. */
  readonly response: ServerResponse;
}

interface Waiting {
  readonly answer: CheckedAnswer;
  readonly listeners: Listener[];
}

const isWaitedFor = ({ listeners }: Waiting): boolean =>
  listeners.some(({ response }) => !response.destroyed);

export interface AnswerCheck {
  /**
   * Whether the federation would give this answer now. What is asked during one question makes up the next, so everybody is
   * told of a time after they asked, and the cost hardly depends on how many ask. False whenever that cannot be known. For a
   * response that has been closed, nothing is asked or told.
   */
  isCurrent(answer: CheckedAnswer, response: ServerResponse, onVerdict: OnVerdict): void;
  close(): void;
}

export function createAnswerCheck(options: {
  readonly federationUrl: string;
  readonly proofKeys: BffProofKeys;
}): AnswerCheck {
  const url = new URL(ANSWER_CHECK_PATH, options.federationUrl);
  const agent = createUpstreamAgent(url);
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  let waiting = new Map<string, Waiting>();
  /** How many wait, also for the same. */
  let count = 0;
  let isAsking = false;
  let askedAt = -Infinity;
  let proof = { at: -Infinity, header: {} };
  let pause: NodeJS.Timeout | undefined;

  function proofNow(): Record<string, string> {
    const now = Date.now();
    if (Math.abs(now - proof.at) > PROOF_MS) {
      proof = { at: now, header: feedProofHeader(options.proofKeys, now) };
    }
    return proof.header;
  }

  function ask(question: Question): Promise<AnswerVerdicts> {
    return new Promise((resolve, reject) => {
      const body = JSON.stringify(question);
      const headers = {
        ...proofNow(),
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      };
      const sent = send(url, { method: 'POST', agent, headers, timeout: WITHIN_MS }, (answer) => {
        json(answer)
          .then((value) => resolve(answerVerdicts.parse(value)))
          .catch(reject);
      });
      sent.on('timeout', () => sent.destroy(new Error('the federation does not answer')));
      sent.on('error', reject).end(body);
    });
  }

  async function askNext(): Promise<void> {
    const all = [...waiting].filter(([, one]) => isWaitedFor(one));
    const batch = all.slice(0, ANSWERS_CHECKED_MAX).map(([, one]) => one);
    waiting = new Map(all.slice(ANSWERS_CHECKED_MAX));
    count = waiting.size;
    if (batch.length === 0) {
      isAsking = false;
      return;
    }
    askedAt = performance.now();
    // Whatever goes wrong goes wrong again when the same is asked in the usual way, and is explained there.
    const { isCurrent, newestEvent } = await ask({
      answers: batch.map(({ answer }) => answer),
    }).catch((): AnswerVerdicts => ({ isCurrent: [] }));
    isAsking = false;
    if (waiting.size > 0) askSoon();
    for (const [at, { listeners }] of batch.entries()) {
      for (const { onVerdict, response } of listeners) {
        if (!response.destroyed) onVerdict(isCurrent[at] === true, newestEvent);
      }
    }
  }

  function askSoon(): void {
    if (isAsking) return;
    if (count < ENOUGH && performance.now() - askedAt < PAUSE_MS) {
      pause ??= setTimeout(() => {
        pause = undefined;
        askSoon();
      }, PAUSE_MS);
      return;
    }
    isAsking = true;
    // What arrives in the same turn of the event loop is asked together.
    setImmediate(() => void askNext());
  }

  return {
    isCurrent(answer, response, onVerdict) {
      const key = `${answer.etag} ${answer.token} ${answer.url}`;
      const known = waiting.get(key);
      if (known === undefined) waiting.set(key, { answer, listeners: [{ onVerdict, response }] });
      else known.listeners.push({ onVerdict, response });
      count += 1;
      askSoon();
    },
    close: () => agent.destroy(),
  };
}
