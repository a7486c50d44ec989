import { z } from 'zod/mini';

/** Where a scripted client works, and as whom. */
export interface ClientTarget {
  /** Up to and without `/api/v2`. */
  readonly baseUrl: string;
  /** What says who is asking: a bearer token. */
  readonly headers: Readonly<Record<string, string>>;
  /** The project that the client may fill. */
  readonly project: string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** What passes between two looks at something that takes its time; clients in the field wait a second. */
  readonly pause?: () => Promise<void>;
}

/** What a script has learned so far: names, UUIDs, ETags. */
export type Known = Readonly<Record<string, string>>;

export interface Answer {
  readonly status: number;
  /** The body, when it is a JSON object. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** One request of a client, and what that client takes for an answer. */
export interface Step {
  readonly does: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Behind `/api/v2`. */
  readonly path: (known: Known) => string;
  readonly body?: (known: Known) => unknown;
  /** Sent as `If-Match`. */
  readonly ifMatch?: (known: Known) => string;
  /** The statuses that the client goes on with. Any other is sent again while `patient`, else it is the end. */
  readonly answers: readonly number[];
  /** What must hold of the answer before the client goes on: it asks again until it does. */
  readonly until?: (answer: Answer, known: Known) => boolean;
  /** Whether another status than those is a reason to wait and ask again, as clients do when a volume is busy. */
  readonly patient?: true;
  /** What the client needs to find in the answer. */
  readonly finds?: (answer: Answer, known: Known) => boolean;
  /** What the client keeps of the answer. */
  readonly keeps?: (answer: Answer) => Readonly<Record<string, unknown>>;
}

/** What was asked and answered, in order. */
export interface Exchange {
  readonly does: string;
  readonly status: number;
}

const DEADLINE_MS = 60_000;
const POLL_MS = 100;

const object = z.catch(z.record(z.string(), z.unknown()), {});
const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

async function ask(target: ClientTarget, step: Step, known: Known): Promise<Answer> {
  const body = step.body?.(known);
  const response = await target.fetch(`${target.baseUrl}/api/v2${step.path(known)}`, {
    method: step.method,
    headers: {
      accept: 'application/json',
      ...target.headers,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(step.ifMatch === undefined ? {} : { 'if-match': step.ifMatch(known) }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: object.parse(parse(await response.text())) };
}

const wait = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, POLL_MS));

const textsOf = (kept: Readonly<Record<string, unknown>>): Known =>
  Object.fromEntries(Object.entries(kept).map(([name, value]) => [name, z.string().parse(value)]));

/**
 * Plays a client's script: each step again until it has what it waits for, then the next.
 * Rejects with the step and the answer that the client would have failed with. Gives everything that was asked.
 */
export async function play(
  target: ClientTarget,
  steps: readonly Step[],
  start: Known,
): Promise<readonly Exchange[]> {
  const exchanges: Exchange[] = [];
  const known: Record<string, string> = { ...start, project: target.project };
  for (const step of steps) {
    const deadline = Date.now() + DEADLINE_MS;
    for (;;) {
      const answer = await ask(target, step, known);
      exchanges.push({ does: step.does, status: answer.status });
      const said = `${step.does}: ${step.method} ${step.path(known)} answered ${answer.status} ${JSON.stringify(answer.json)}`;
      const isExpected = step.answers.includes(answer.status);
      if (!isExpected && step.patient !== true) throw new Error(said);
      if (isExpected && (step.until?.(answer, known) ?? true)) {
        if (step.finds?.(answer, known) === false) throw new Error(said);
        Object.assign(known, textsOf(step.keeps?.(answer) ?? {}));
        break;
      }
      if (Date.now() > deadline) throw new Error(`${said}, for ${DEADLINE_MS} ms`);
      await (target.pause ?? wait)();
    }
  }
  return exchanges;
}
