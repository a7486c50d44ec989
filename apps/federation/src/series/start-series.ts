import { SERIES_STEPS } from '@asterism/api-types/rules/series';
import type { Logger } from 'pino';
import type { SeriesStore } from '../store/series-store.ts';
import { sampleFleet, type SampleSources } from './sample-fleet.ts';
import { createSeriesRecorder } from './series-recorder.ts';

const [{ step }] = SERIES_STEPS;
const EVERY_MS = step * 1000;

/** Keeps what is known of the fleet every 15 seconds, until it is closed. */
export function startSeries(options: {
  readonly store: SeriesStore;
  readonly sources: SampleSources;
  readonly log: Logger;
}): { close(): Promise<void> } {
  const { store, sources, log } = options;
  const recorder = createSeriesRecorder({ store, sample: () => sampleFleet(sources) });
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
      EVERY_MS - (Date.now() % EVERY_MS),
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
