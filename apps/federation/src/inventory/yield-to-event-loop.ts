import { setImmediate as nextTurn } from 'node:timers/promises';

/** Milliseconds that long work may hold the event loop before others get their turn. */
const TURN_MS = 4;

/** Lets long work give others their turn: ask `isDue` now and then, and await `rest` when it is. */
export interface EventLoopYielder {
  isDue(): boolean;
  rest(): Promise<void>;
}

export function createEventLoopYielder(
  now: () => number = () => performance.now(),
): EventLoopYielder {
  let turnBegan = now();
  return {
    isDue: () => now() - turnBegan >= TURN_MS,
    async rest() {
      await nextTurn();
      turnBegan = now();
    },
  };
}
