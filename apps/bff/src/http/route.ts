import type { Request, Response } from 'express';
import type { Operation, OperationArguments } from '@asterism/api-types/common/operation';
import type { Session } from '../session/session.ts';
import type { JsonObject } from './strict-json.ts';
import { parseInput } from './strict-input.ts';

/** A request that has passed the gate, with its response. */
export interface Exchange {
  readonly request: Request;
  readonly response: Response;
  /** The input as it was sent, validated to contain only what the operation knows. */
  readonly input: JsonObject;
}

/** Handles a request that has passed the gate, and responds to it. */
type Run = (exchange: Exchange) => Promise<void> | void;
type RunInSession = (exchange: Exchange, session: Session) => Promise<void> | void;

/** One route of the BFF. Without a session, only open routes are accessible. */
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

/** A route that needs no session. */
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

/** A route that needs a session. */
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
