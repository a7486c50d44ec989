/** A wait that can be cut short. */
export interface Alarm {
  /** Resolves after so many milliseconds, or when it is rung: at once if it was rung since the last sleep ended. */
  sleep(milliseconds: number): Promise<void>;
  ring(): void;
}

export function createAlarm(): Alarm {
  let isRung = false;
  let wake: (() => void) | undefined;
  return {
    sleep(milliseconds) {
      if (isRung) {
        isRung = false;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          wake = undefined;
          resolve();
        };
        const timer = setTimeout(done, milliseconds);
        wake = done;
      });
    },
    ring() {
      if (wake === undefined) isRung = true;
      else wake();
    },
  };
}
