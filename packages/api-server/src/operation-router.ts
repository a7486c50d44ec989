import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { z } from 'zod/mini';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { usesQuery } from '@asterism/api-types/common/operation';
import type {
  HttpMethod,
  Operation,
  OperationAnswer,
  OperationArguments,
  OperationTable,
} from '@asterism/api-types/common/operation';
import { idempotencyKeyOf, type AnswerOnce, type Submission } from './answer-once.ts';
import { invalidRequest } from './invalid-request.ts';
import { lastResort, type FailureOf, type OnUnexpected } from './last-resort.ts';
import { encodedJson, type EncodedAnswer } from './encoded-answer.ts';
import { nulViolations } from './nul-fields.ts';
import { replyFailure, replyPlain, replyText } from './reply.ts';
import { readMessage } from './request-message.ts';
import { areOdd, paramsOf, requestPaths, searchOf } from './request-path.ts';
import { replyTagged, TaggedAnswer } from './tagged-answer.ts';
import type { Write } from './write-log.ts';

/** What a handler knows of a request beside its arguments. */
export interface HandlerContext<Principal> {
  readonly principal: Principal;
  /** The raw `If-Match` header, for operations that honour it. */
  readonly ifMatch: string | undefined;
  /** What the requests with its idempotency key have in common; undefined when it has no key. */
  readonly submission: Submission | undefined;
  readonly request: Request;
}

/** Carries out one operation. Expected failures are returned; whatever is thrown becomes a 500. */
export type Handler<O extends Operation, Principal> = (
  input: OperationArguments<O>,
  context: HandlerContext<Principal>,
) => Promise<HandlerResult<O>> | HandlerResult<O>;

/** What a handler gives: an answer of the operation's shape, or one that is encoded already. */
export type HandlerResult<O extends Operation> = Result<
  OperationAnswer<O> | EncodedAnswer | TaggedAnswer,
  Failure
>;

/** An answer in the form in which it is sent. */
type Sent = string | Uint8Array | TaggedAnswer;

/** A handler for every operation of a table: none can be forgotten. */
export type Handlers<Table extends OperationTable, Principal> = {
  readonly [Name in keyof Table]: Handler<Table[Name], Principal>;
};

export interface RouterOptions<Table extends OperationTable, Principal> {
  readonly operations: Table;
  readonly handlers: Handlers<Table, Principal>;
  /** Who is asking, and whether they may ask for this operation at all. Runs before the input is read. */
  readonly admit: (
    request: Request,
    name: keyof Table & string,
  ) => Promise<Result<Principal, Failure>>;
  /** The answer to a handler's failure. */
  readonly amend?: (name: keyof Table & string, failed: Failure) => Failure;
  /** Whether the operation's answers have ETags and are compressed. Not in the reference. */
  readonly isTagged?: (name: keyof Table & string) => boolean;
  /** Answers requests with an idempotency key. Without it, the key is ignored. */
  readonly answerOnce?: AnswerOnce<Principal>;
  /** Told of every request for a change, once it is answered. */
  readonly onWrite?: (write: Write<Principal>) => void;
  /** Told of everything thrown; the principal of the API only learns that something went wrong. */
  readonly onUnexpected: OnUnexpected;
  /** What is thrown and has an answer of its own. */
  readonly failureOf?: FailureOf;
  /** The largest body, in bytes. */
  readonly bodyLimit?: number;
  /** Whether errors carry `details` for programs; a real Lightbits cluster's do not. True by default. */
  readonly sendsDetails?: boolean;
}

const BODY_LIMIT = 64 * 1024;

/**
 * The bytes are the message, whatever their type is said to be (lightbits-api §1.1), and their encoding: the gateway
 * inflates nothing.
 */
function readBody(limit: number): RequestHandler {
  const read = express.raw({ type: () => true, limit });
  return (request, response, next) => {
    delete request.headers['content-encoding'];
    read(request, response, next);
  };
}

/** JSON is UTF-8, whatever the content type says of it, and begins with no byte order mark. */
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const textOf = (body: unknown): string => (Buffer.isBuffer(body) ? utf8.decode(body) : '');

/** An Express router that serves a table of operations on the gateway's wire (lightbits-api §1). */
export function operationRouter<const Table extends OperationTable, Principal>(
  options: RouterOptions<Table, Principal>,
): Router {
  const router = express.Router({ strict: true, caseSensitive: true });
  const body = readBody(options.bodyLimit ?? BODY_LIMIT);

  /** What is known of a request while it is answered. */
  interface Course {
    principal?: Principal;
    input: unknown;
    value?: unknown;
    failure?: Failure;
  }

  async function answer(
    name: keyof Table & string,
    request: Request,
    response: Response,
  ): Promise<void> {
    const begunAt = performance.now();
    const course: Course = { input: {} };
    try {
      await serve(name, request, response, course);
    } catch (error) {
      course.failure = failure('internal', 'something was thrown');
      throw error;
    } finally {
      if (request.method !== 'GET') {
        const { principal, input, value } = course;
        const milliseconds = performance.now() - begunAt;
        const common = { operation: name, request, principal, input, value, milliseconds };
        options.onWrite?.({ ...common, failure: course.failure });
      }
    }
  }

  async function serve(
    name: keyof Table & string,
    request: Request,
    response: Response,
    course: Course,
  ): Promise<void> {
    const refuse = (failed: Failure): void => {
      course.failure = failed;
      replyFailure(response, options.sendsDetails === false ? withoutDetails(failed) : failed);
    };
    const operation = options.operations[name];
    const handler = options.handlers[name];
    if (operation === undefined || handler === undefined) return replyPlain(response, 404);
    const params = paramsOf(request, operation);
    if (areOdd(params, operation)) {
      course.failure = failure('notFound', 'no such path');
      return replyPlain(response, 404);
    }
    course.input = params;

    const principal = await options.admit(request, name);
    if (!principal.ok) return refuse(principal.error);
    course.principal = principal.value;
    // A change that was sent is carried out: its client may not know that it is not (ADR 0017).
    if (operation.method === 'GET' && request.socket.destroyed) return;

    const parts = {
      params,
      search: searchOf(request),
      body: textOf(request.body),
    };
    const input = parseInput(operation, readMessage(operation, parts));
    if (!input.ok) return refuse(input.error);
    course.input = input.value;

    const key = idempotencyKeyOf(request, operation);
    if (!key.ok) return refuse(key.error);
    const run = async (submission?: Submission): Promise<Result<Sent, Failure>> => {
      const result = await handler(input.value, {
        principal: principal.value,
        ifMatch: operation.ifMatch === true ? request.get('if-match') : undefined,
        submission,
        request,
      });
      if (!result.ok) return result;
      course.value = result.value;
      if (result.value instanceof TaggedAnswer) return ok(result.value);
      const json = encodedJson(result.value);
      return ok(json ?? JSON.stringify(operation.output.parse(result.value)));
    };
    const { answerOnce } = options;
    const keyed = { operation: name, principal: principal.value, input: input.value };
    const answered =
      key.value === undefined || answerOnce === undefined
        ? await run()
        : await answerOnce({ ...keyed, key: key.value }, (submission) => asText(run(submission)));
    if (!answered.ok) return refuse(options.amend?.(name, answered.error) ?? answered.error);
    // An answer of before is logged as it was then.
    if (typeof answered.value === 'string') course.value ??= JSON.parse(answered.value);
    if (options.isTagged?.(name) === true) replyTagged(request, response, tagged(answered.value));
    else replyText(response, 200, untagged(answered.value));
  }

  const methodsByPath = new Map<string, Map<HttpMethod, keyof Table & string>>();
  for (const [name, operation] of Object.entries(options.operations)) {
    for (const path of requestPaths(operation)) {
      const methods = methodsByPath.get(path) ?? new Map<HttpMethod, keyof Table & string>();
      methodsByPath.set(path, methods.set(operation.method, name));
    }
  }

  for (const [path, methods] of methodsByPath) {
    router.all(path, (request, response, next) => {
      const name = methodOf(request, methods);
      if (name === undefined) return replyPlain(response, 405);
      const run = (error?: unknown): void => {
        if (error !== undefined) return next(error);
        answer(name, request, response).catch(next);
      };
      const operation = options.operations[name];
      if (operation === undefined || usesQuery(operation.method) || operation.ignoresBody === true)
        return run();
      return body(request, response, run);
    });
  }
  router.use((_request, response) => replyPlain(response, 404));
  router.use(lastResort(options));
  return router;
}

const tagged = (sent: Sent): TaggedAnswer =>
  sent instanceof TaggedAnswer
    ? sent
    : new TaggedAnswer(typeof sent === 'string' ? Buffer.from(sent) : sent);

const untagged = (sent: Sent): string | Uint8Array =>
  sent instanceof TaggedAnswer ? sent.json : sent;

async function asText(sent: Promise<Result<Sent, Failure>>): Promise<Result<string, Failure>> {
  const made = await sent;
  if (!made.ok) return made;
  const json = untagged(made.value);
  return ok(typeof json === 'string' ? json : utf8.decode(json));
}

function withoutDetails(failed: Failure): Failure {
  const { info: _, violations: __, ...plain } = failed;
  return plain;
}

function methodOf<Name>(
  request: Request,
  methods: ReadonlyMap<HttpMethod, Name>,
): Name | undefined {
  for (const [method, name] of methods) if (method === request.method) return name;
  return undefined;
}

function parseInput<O extends Operation>(
  operation: O,
  message: Result<Readonly<Record<string, unknown>>, Failure>,
): Result<OperationArguments<O>, Failure> {
  if (!message.ok) return message;
  const parsed = z.safeParse<O['input']>(operation.input, message.value, { reportInput: true });
  if (!parsed.success) return err(invalidRequest(parsed.error.issues));
  const nul = nulViolations(parsed.data);
  return nul.length > 0 ? err(invalidRequest([], nul)) : ok(parsed.data);
}
