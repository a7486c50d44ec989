import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { ipKeyGenerator } from 'express-rate-limit';

/** Requests of one address that are started before those of others get their turn. */
const AT_ONCE = 4;

type Exchange = readonly [request: IncomingMessage, response: ServerResponse];

/**
 * Starts requests in rounds of the event loop, a few of each address per round: a client that sends from many
 * connections delays itself, and others only by those few. No request waits while the server is idle.
 */
export function shareFairly(serve: RequestListener): RequestListener {
  /** By address: how many have been started in this round, and those queued for later rounds. */
  const begun = new Map<string, number>();
  const waiting = new Map<string, Exchange[]>();
  let isRoundAhead = false;

  function start(address: string, [request, response]: Exchange): void {
    begun.set(address, (begun.get(address) ?? 0) + 1);
    if (!request.socket.destroyed) serve(request, response);
  }

  function nextRound(): void {
    isRoundAhead = false;
    begun.clear();
    for (const [address, exchanges] of waiting) {
      for (const exchange of exchanges.splice(0, AT_ONCE)) start(address, exchange);
      if (exchanges.length === 0) waiting.delete(address);
    }
    if (begun.size > 0) planRound();
  }

  function planRound(): void {
    if (isRoundAhead) return;
    isRoundAhead = true;
    setImmediate(nextRound);
  }

  return (request, response) => {
    const address = ipKeyGenerator(request.socket.remoteAddress ?? '');
    const before = waiting.get(address);
    planRound();
    if (before !== undefined) before.push([request, response]);
    else if ((begun.get(address) ?? 0) < AT_ONCE) start(address, [request, response]);
    else waiting.set(address, [[request, response]]);
  };
}
