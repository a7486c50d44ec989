import { z } from 'zod/mini';
import { errorBodyProblems } from '../http/error-body.ts';
import type { Answer } from '../http/send.ts';
import type { ClientReads } from './client-reads.ts';
import type { RecordedRequest } from './recording.ts';
import { subjectOf, type Thing, type Things } from './things.ts';

/**
 * What a client makes of an answer: it goes on, asks the same again (what it waits for is not there yet), comes again
 * (it reads the volume again and retries once), or fails.
 */
export type Verdict = 'goes on' | 'asks again' | 'comes again' | { readonly failsWith: string };

const failsWith = (...problems: readonly (string | undefined)[]): Verdict => {
  const found = problems.filter((problem) => problem !== undefined && problem !== '');
  return found.length === 0 ? 'goes on' : { failsWith: found.join('; ') };
};

const otherThan = (schema: z.ZodMiniType, { json }: Answer): string =>
  (z.safeParse(schema, json).error?.issues ?? [])
    .map(({ path, message }) => `${path.join('.')}: ${message}`)
    .join('; ');

const statusProblem = ({ status }: Answer, ...statuses: readonly number[]): string | undefined =>
  statuses.includes(status) ? undefined : `not ${statuses.join(' or ')}`;

/** A refusal that is expected must still be one that the client can read. */
const refusal = (answer: Answer, status: number): Verdict =>
  failsWith(statusProblem(answer, status), ...errorBodyProblems(answer, false));

const READY: ReadonlySet<unknown> = new Set(['Available', 'Migrating']);
const IN_MOTION: ReadonlySet<unknown> = new Set(['Creating', 'Updating']);

function otherThanAsked({ json }: Answer, { UUID, name, size, acl }: Thing): string | undefined {
  const { UUID: uuid, name: named, size: bytes, acl: hosts } = json;
  if (uuid !== UUID || named !== name) return `it is no ${name}`;
  if (size !== undefined && bytes !== String(size)) return `its size is no ${size}`;
  return acl === undefined || JSON.stringify(hosts) === acl ? undefined : `its ACL is no ${acl}`;
}

/** One volume or snapshot that the client has made: its clients wait until it is ready, or go on to change it. */
function judgeThing(answer: Answer, thing: Thing, schema: z.ZodMiniType, waits: boolean): Verdict {
  const unreadable = statusProblem(answer, 200) ?? otherThan(schema, answer);
  if (unreadable !== '') return failsWith(unreadable);
  const { state } = answer.json;
  if (READY.has(state)) return failsWith(otherThanAsked(answer, thing));
  if (!IN_MOTION.has(state)) return failsWith(`its state is ${String(state)}`);
  return waits ? 'asks again' : 'goes on';
}

function judgeList(answer: Answer, own: readonly Thing[], schema: z.ZodMiniType): Verdict {
  const unreadable = statusProblem(answer, 200) ?? otherThan(schema, answer);
  if (unreadable !== '') return failsWith(unreadable);
  const list = JSON.stringify(answer.json);
  return own.every(({ UUID }) => list.includes(`"UUID":"${UUID}"`)) ? 'goes on' : 'asks again';
}

function judgeChange({ method }: RecordedRequest, answer: Answer, made: z.ZodMiniType): Verdict {
  if (method === 'POST') {
    return failsWith(statusProblem(answer, 200, 201) ?? otherThan(made, answer));
  }
  // Busy, or changed since it was read.
  return [503, 412].includes(answer.status) ? 'comes again' : failsWith(statusProblem(answer, 200));
}

/** What the client makes of the answer to a request, before which it has made these things. */
export function judgeAnswer(
  request: RecordedRequest,
  answer: Answer,
  {
    reads,
    things,
    next,
    isForged,
  }: {
    readonly reads: ClientReads;
    readonly things: Things;
    /** What the client sends next, as it was recorded. */
    readonly next: { readonly isSame: boolean; readonly method: string | undefined };
    /** Whether it is sent with a token that is none. */
    readonly isForged: boolean;
  },
): Verdict {
  const { method } = request;
  const subject = subjectOf(request);
  const { collection, UUID, name } = subject;
  if (isForged) return refusal(answer, 401);
  const other = reads.others[collection];
  if (other !== undefined) {
    const { statuses, read } = other;
    return failsWith(statusProblem(answer, ...statuses), otherThan(read, answer));
  }
  if (method !== 'GET') return judgeChange(request, answer, reads.made);
  if (UUID === undefined && name === undefined) {
    return judgeList(answer, things.all(collection), reads.list);
  }
  const thing = things.find(subject);
  // A client that reads to change it does so in any state: it is refused, and comes again.
  const waits = !next.isSame && next.method !== 'PUT';
  const schema = collection === 'snapshots' ? reads.snapshots : reads.volumes;
  if (thing !== undefined) return judgeThing(answer, thing, schema, waits);
  if (things.wasDeleted(subject) && answer.json['state'] === 'Deleting') {
    return failsWith(statusProblem(answer, 200));
  }
  return refusal(answer, 404);
}
