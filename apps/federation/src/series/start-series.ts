import { SERIES_STEPS } from '@asterism/api-types/rules/series';
import type { Logger } from 'pino';
import type { SeriesStore } from '../store/series-store.ts';
import type { Sample } from './sample-fleet.ts';
import { createSeriesRecorder } from './series-recorder.ts';

const [{ step }] = SERIES_STEPS;
const EVERY_MS = step * 1000;
/** So much later, and still for the same time, does who does not know all yet: the first one that keeps a time counts. */
const LATE_MS = 10_000;

/** Keeps what is known of the fleet every 15 seconds, until it is closed. */
export function startSeries(options: {
  readonly store: SeriesStore;
  readonly sample: () => Promise<readonly Sample[]>;
  /** Whether there is more to be known soon, as after a start. */
  readonly isStarting: () => boolean;
  readonly log: Logger;
}): { close(): Promise<void> } {
  const { store, sample, isStarting, log } = options;
  const recorder = createSeriesRecorder({ store, sample });
  let recording: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  function next(): void {
    // All replicas at the same times: what one of them keeps is the sample of all.
    timer = setTimeout(
      () => {
        recording = recorder
          .record()
          .catch((error: unknown) => log.warn({ err: error }, 'a sample of the fleet is lost'))
          .finally(next);
      },
      EVERY_MS - (Date.now() % EVERY_MS) + (isStarting() ? LATE_MS : 0),
    );
    timer.unref();
  }
  next();
  return {
    async close() {
      clearTimeout(timer);
      await recording;
      clearTimeout(timer);
    },
  };
}
