import { setTimeout as wait } from 'node:timers/promises';
import type { Answer } from '../http/send.ts';
import { rawExchange } from '../http/raw-exchange.ts';
import type { ClientReads } from './client-reads.ts';
import { judgeAnswer } from './judge-answer.ts';
import type { RecordedRequest } from './recording.ts';
import { createReplacement } from './replacement.ts';
import { createThings } from './things.ts';

/** Where a recording is replayed, and as whom. */
export interface ReplayTarget {
  readonly baseUrl: string;
  readonly token: string;
  /** The project that replaces the recorded one. */
  readonly project: string;
}

/** A recorded request, and the answer with which the client went on. */
export interface Replayed {
  readonly request: string;
  readonly status: number;
}

const POLL_MS = 100;
/** As long as Cinder's driver tries a step. */
const STEP_MS = 100_000;

/** The very bytes of a request. */
export const requestBytes = ({ method, path, headers, body }: RecordedRequest): string =>
  [
    `${method} ${path} HTTP/1.1`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    '',
    body,
  ].join('\r\n');

const closes = ({ headers }: RecordedRequest): boolean =>
  headers.some(([name, value]) => name === 'Connection' && value.split(', ').includes('close'));

/**
 * Sends what a real client sent, byte for byte, each request over a connection of its own. A request is repeated where the
 * client would, until it goes on: so what is answered decides, as it did for the client. Every answer must be one that the
 * client can work with. Gives what was answered to each recorded request at last.
 *
 * @throws Error with the request and the answer that the client would have failed with.
 */
export async function replay(
  recording: readonly RecordedRequest[],
  reads: ClientReads,
  { baseUrl, token, project }: ReplayTarget,
): Promise<readonly Replayed[]> {
  const replacement = createReplacement({ host: new URL(baseUrl).host, token, project });
  const things = createThings();
  const replayed: Replayed[] = [];

  async function send(recorded: RecordedRequest) {
    const request = replacement.own(recorded);
    const answer = await rawExchange(baseUrl, requestBytes(request), {
      untilClosed: closes(request),
    });
    replacement.learn(answer);
    return { request, answer };
  }

  async function step(index: number): Promise<Answer> {
    const recorded = recording[index];
    const following = recording[index + 1];
    const before = recording[index - 1];
    if (recorded === undefined) throw new Error(`There is no request ${index + 1}.`);
    const next = {
      isSame: following !== undefined && requestBytes(following) === requestBytes(recorded),
      method: following?.method,
    };
    const isForged = requestBytes(recorded).includes('<bad token>');
    const deadline = performance.now() + STEP_MS;
    for (;;) {
      const { request, answer } = await send(recorded);
      const verdict = judgeAnswer(request, answer, { reads, things, next, isForged });
      const said = `${index + 1}: ${request.method} ${request.path} was answered ${answer.status} ${answer.text}`;
      if (typeof verdict === 'object') throw new Error(`${said}: ${verdict.failsWith}`);
      if (verdict === 'goes on') {
        things.done(request, answer);
        return answer;
      }
      if (performance.now() > deadline) throw new Error(`${said}, for ${STEP_MS} ms`);
      await wait(POLL_MS);
      // It reads the ETag again.
      if (verdict === 'comes again' && before !== undefined) await send(before);
    }
  }

  for (const [index, { method, path }] of recording.entries()) {
    const { status } = await step(index);
    replayed.push({ request: `${method} ${path}`, status });
  }
  return replayed;
}
