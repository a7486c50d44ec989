import { sendTo, type BrowserStream } from './browser-stream.ts';

/** So many streams get their bytes in one turn of the event loop: about 6 ms, most of it in the system's calls. */
const STREAMS_AT_ONCE = 512;

interface Receiver {
  readonly streams: Iterable<BrowserStream>;
}

/** Sends each message to thousands of streams in turns, one message after the other, so that requests are served between. */
export interface FairBroadcast<R extends Receiver> {
  /** What it is for each receiver, if anything. The same bytes may be for many. */
  send(bytesFor: (receiver: R) => Uint8Array | undefined): void;
  /** Sends at once what is still to be sent: whoever comes later has missed none of it and gets none of it twice. */
  drain(): void;
}

/** `receivers` may lose some while a message is on its way; before it gets one, drain. */
export function createFairBroadcast<R extends Receiver>(receivers: Iterable<R>): FairBroadcast<R> {
  const messages: ((receiver: R) => Uint8Array | undefined)[] = [];
  let rest: Iterator<R> | undefined;
  let turn: NodeJS.Immediate | undefined;

  /** Sends to so many streams or a few more; whether that was all. */
  function sendSome(most: number): boolean {
    let sent = 0;
    for (let bytesFor = messages[0]; bytesFor !== undefined; bytesFor = messages[0]) {
      rest ??= receivers[Symbol.iterator]();
      for (let next = rest.next(); !next.done; next = rest.next()) {
        const bytes = bytesFor(next.value);
        if (bytes === undefined) continue;
        for (const stream of next.value.streams) {
          sendTo(stream, bytes);
          sent += 1;
        }
        if (sent >= most) return false;
      }
      rest = undefined;
      messages.shift();
    }
    return true;
  }
  function takeTurn(): void {
    turn = sendSome(STREAMS_AT_ONCE) ? undefined : setImmediate(takeTurn);
  }

  return {
    send(bytesFor) {
      messages.push(bytesFor);
      if (turn === undefined) takeTurn();
    },
    drain() {
      clearImmediate(turn);
      turn = undefined;
      sendSome(Infinity);
    },
  };
}
