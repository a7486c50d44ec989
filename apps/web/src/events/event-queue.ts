import { createPace } from './pace.ts';

/** So many events in a row are applied each as it comes; what comes then, together: each time, the page is drawn anew. */
const BURST = 10;
const TOGETHER_MS = 100;

/** Passes events on in their order: each at once, and while very many come, those of a tenth of a second together. */
export interface EventQueue<Event> {
  add(event: Event): void;
  /** Applies what waits: the stream goes on after it, and brings none of it again. */
  stop(): void;
}

export function createEventQueue<Event>(
  apply: (events: readonly Event[]) => void,
): EventQueue<Event> {
  const pace = createPace({ burst: BURST, oneMoreEvery: TOGETHER_MS });
  let waiting: Event[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function applyAll(): void {
    clearTimeout(timer);
    timer = undefined;
    pace.take();
    const due = waiting;
    waiting = [];
    apply(due);
  }

  return {
    add(event) {
      waiting.push(event);
      const wait = pace.wait();
      if (wait === 0) applyAll();
      else timer ??= setTimeout(applyAll, wait);
    },
    stop() {
      if (waiting.length > 0) applyAll();
    },
  };
}
