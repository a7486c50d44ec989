import type { Answer, RawRequest } from '../http/send.ts';
import type { FuzzRequest } from './requests.ts';

/** What is wrong with an answer of the fuzzer, and all that it takes to see it again. */
export interface Finding {
  readonly server: string;
  readonly problems: readonly string[];
  readonly seed: number;
  readonly index: number;
  /** As it was sent, whole: the generator of another day makes another request of the same number. */
  readonly sent: RawRequest;
  readonly asked: Pick<FuzzRequest, 'as' | 'headers'>;
  /** Undefined when there was none. */
  readonly answer: Answer | undefined;
}

/** More of an answer than this helps nobody. */
const ANSWER_SHOWN = 4000;

const answerText = (answer: Answer | undefined): string => {
  if (answer === undefined) return 'no answer';
  const { status, text } = answer;
  const more = text.length - ANSWER_SHOWN;
  return `${status} ${text.slice(0, ANSWER_SHOWN)}${more > 0 ? `… and ${more} characters more` : ''}`;
};

const bodyOf = ({ body }: RawRequest) =>
  Buffer.isBuffer(body) ? { base64: body.toString('base64') } : { body };

/** A finding in full, for people; without the credentials that its request had. */
export function describeFinding(finding: Finding): string {
  const { server, problems, seed, index, sent, asked, answer } = finding;
  const { method, path } = sent;
  const request = { ...asked, method, path, ...bodyOf(sent) };
  return [
    `${server}: ${problems.join('; ')}`,
    `  again: FUZZ_SEED=${seed} FUZZ_ONLY=${index} npm run fuzz`,
    `  request: ${JSON.stringify(request)}`,
    `  answer: ${answerText(answer)}`,
  ].join('\n');
}
