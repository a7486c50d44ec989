import type { Request, Response } from 'express';
import type { Operation, OperationArguments } from '@asterism/api-types/common/operation';
import type { Session } from '../session/session.ts';
import type { JsonObject } from './strict-json.ts';
import { parseInput } from './strict-input.ts';

/** A request that has passed the gate, and its answer to be. */
export interface Exchange {
  readonly request: Request;
  readonly response: Response;
  /** The input as it was written; strictly what the operation knows. */
  readonly input: JsonObject;
}

/** What a route does with a request that has passed the gate. It answers it. */
type Run = (exchange: Exchange) => Promise<void> | void;
type RunInSession = (exchange: Exchange, session: Session) => Promise<void> | void;

/** One route of the BFF. Whoever has no session gets to open ones only. */
export type Route =
  | {
      readonly name: string;
      readonly operation: Operation;
      readonly access: 'open';
      readonly run: Run;
    }
  | {
      readonly name: string;
      readonly operation: Operation;
      readonly access: 'session';
      readonly run: RunInSession;
    };

/** A route for everybody. */
export const openRoute = <O extends Operation>(
  name: string,
  operation: O,
  handle: (input: OperationArguments<O>, exchange: Exchange) => Promise<void> | void,
): Route => ({
  name,
  operation,
  access: 'open',
  run: (exchange) => handle(parseInput(operation, exchange.input), exchange),
});

/** A route for those who are signed in. */
export const sessionRoute = <O extends Operation>(
  name: string,
  operation: O,
  handle: (
    input: OperationArguments<O>,
    session: Session,
    exchange: Exchange,
  ) => Promise<void> | void,
): Route => ({
  name,
  operation,
  access: 'session',
  run: (exchange, session) => handle(parseInput(operation, exchange.input), session, exchange),
});
