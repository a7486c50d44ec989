import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Maximum number of requests that may queue on one connection while another is in progress. */
const WAITING_MAX = 8;

type Exchange = readonly [request: IncomingMessage, response: ServerResponse];

interface Turn {
  /** From the start of a response until the next may start. */
  isTaken: boolean;
  /** The response in progress. */
  current: ServerResponse | undefined;
  readonly waiting: Exchange[];
}

/** The requests of all connections, each handled once those before it on the same connection are done. */
export interface ConnectionTurns {
  /** Handles every request of the server. */
  readonly listener: RequestListener;
  /** Responses in progress, with their connections. */
  underWay(): Iterable<readonly [Socket, ServerResponse]>;
  /** The response in progress on the connection. */
  responseOn(socket: Socket): ServerResponse | undefined;
  /** Whether a request has ever arrived on the connection. */
  hasBegun(socket: Socket): boolean;
}

export interface TurnListeners {
  /** Runs before a request is handed on. */
  readonly onTurn: (response: ServerResponse) => void;
  /** A response has ended, and no request is queued on the connection. */
  readonly onIdle: (socket: Socket) => void;
  /** More requests were sent than may queue: the connection is closed. */
  readonly onOverflow: (socket: Socket) => void;
}

/**
 * Node parses as many pipelined requests as a client has sent: up to 64 KiB of them become concurrent work. Here one at
 * a time is handled on each connection, and few may queue; a client that sends more loses the connection.
 */
export function takeTurns(
  serve: RequestListener,
  { onTurn, onIdle, onOverflow }: TurnListeners,
): ConnectionTurns {
  // By connection and never by request: a map that changes with each request leaves its former tables behind, in which
  // the collector finds every response until its next full run.
  const turns = new Map<Socket, Turn>();

  function startTurn(socket: Socket): Turn {
    const turn: Turn = { isTaken: false, current: undefined, waiting: [] };
    turns.set(socket, turn);
    socket.once('close', () => turns.delete(socket));
    return turn;
  }

  function goOn(socket: Socket, turn: Turn): void {
    turn.isTaken = false;
    const next = turn.waiting.shift();
    if (next === undefined) onIdle(socket);
    // The response may have been the last of its connection: requests after it are not executed.
    else if (socket.writable) run(socket, turn, next);
  }

  function run(socket: Socket, turn: Turn, [request, response]: Exchange): void {
    turn.isTaken = true;
    turn.current = response;
    response.once('close', () => {
      turn.current = undefined;
      // Other listeners for the end of this response run before the next request.
      process.nextTick(goOn, socket, turn);
    });
    onTurn(response);
    serve(request, response);
  }

  return {
    listener: (request, response) => {
      const { socket } = request;
      if (socket.destroyed) return;
      const turn = turns.get(socket) ?? startTurn(socket);
      if (!turn.isTaken) return run(socket, turn, [request, response]);
      if (turn.waiting.length < WAITING_MAX) return void turn.waiting.push([request, response]);
      turn.waiting.length = 0;
      onOverflow(socket);
      return void socket.destroy();
    },
    *underWay() {
      for (const [socket, { current }] of turns) {
        if (current !== undefined) yield [socket, current];
      }
    },
    responseOn: (socket) => turns.get(socket)?.current,
    hasBegun: (socket) => turns.has(socket),
  };
}
