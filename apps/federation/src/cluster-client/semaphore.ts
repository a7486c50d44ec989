/** Lets so many in at a time; the others wait, in the order in which they came. */
export interface Semaphore {
  /** Waits for a turn; call what it gives when the turn is over. Rejects when the signal is aborted before. */
  take(signal: AbortSignal | undefined): Promise<() => void>;
}

export function createSemaphore(atOnce: number): Semaphore {
  const waiting = new Set<() => void>();
  let free = atOnce;

  function giveBack(): void {
    const [next] = waiting;
    if (next === undefined) free += 1;
    else next();
  }

  /** A turn can be given back only once. */
  function turn(): () => void {
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      giveBack();
    };
  }

  return {
    take(signal) {
      if (signal?.aborted === true) return Promise.reject(new Error('the wait was aborted'));
      if (free > 0) {
        free -= 1;
        return Promise.resolve(turn());
      }
      return new Promise((resolve, reject) => {
        const enter = (): void => {
          waiting.delete(enter);
          signal?.removeEventListener('abort', leave);
          resolve(turn());
        };
        const leave = (): void => {
          waiting.delete(enter);
          reject(new Error('the wait was aborted'));
        };
        waiting.add(enter);
        signal?.addEventListener('abort', leave, { once: true });
      });
    },
  };
}
