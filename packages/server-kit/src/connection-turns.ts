import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Requests that may wait on one connection while another is being answered. */
const WAITING_MAX = 8;

type Exchange = readonly [request: IncomingMessage, response: ServerResponse];

interface Turn {
  /** Being answered. */
  current: ServerResponse | undefined;
  readonly waiting: Exchange[];
}

/** The requests of all connections, each answered when those before it on the same connection have been. */
export interface ConnectionTurns {
  /** Takes every request of the server. */
  readonly listener: RequestListener;
  /** Answers that are under way, with their connections. */
  underWay(): IterableIterator<[Socket, ServerResponse]>;
  /** The answer that is under way on the connection. */
  responseOn(socket: Socket): ServerResponse | undefined;
  /** Whether a request has ever come on the connection. */
  hasBegun(socket: Socket): boolean;
}

export interface TurnListeners {
  /** Before a request is handed on. */
  readonly onTurn: (response: ServerResponse) => void;
  /** An answer has ended, and no request waits on the connection. */
  readonly onIdle: (socket: Socket) => void;
  /** More was sent than may wait: the connection is lost. */
  readonly onOverflow: (socket: Socket) => void;
}

/**
 * Node reads as many requests at once as a client has sent without waiting for answers: up to 64 KiB of them become
 * work at the same time. Here one is answered at a time on each connection and few may wait; whoever sends more loses
 * the connection.
 */
export function takeTurns(
  serve: RequestListener,
  { onTurn, onIdle, onOverflow }: TurnListeners,
): ConnectionTurns {
  const turns = new Map<Socket, Turn>();
  const underWay = new Map<Socket, ServerResponse>();

  function startTurn(socket: Socket): Turn {
    const turn: Turn = { current: undefined, waiting: [] };
    turns.set(socket, turn);
    socket.once('close', () => turns.delete(socket));
    return turn;
  }

  function goOn(socket: Socket, turn: Turn): void {
    turn.current = undefined;
    const next = turn.waiting.shift();
    if (next === undefined) onIdle(socket);
    // An answer may have been the last of its connection: what was sent after it is not carried out.
    else if (socket.writable) run(socket, turn, next);
  }

  function run(socket: Socket, turn: Turn, [request, response]: Exchange): void {
    turn.current = response;
    underWay.set(socket, response);
    response.once('close', () => {
      underWay.delete(socket);
      // Whoever else waits for the end of this answer comes before the next request.
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
      if (turn.current === undefined) return run(socket, turn, [request, response]);
      if (turn.waiting.length < WAITING_MAX) return void turn.waiting.push([request, response]);
      turn.waiting.length = 0;
      onOverflow(socket);
      return void socket.destroy();
    },
    underWay: () => underWay.entries(),
    responseOn: (socket) => underWay.get(socket),
    hasBegun: (socket) => turns.has(socket),
  };
}
