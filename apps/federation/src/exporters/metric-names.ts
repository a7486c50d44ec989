import type { Counter } from './io-counters.ts';

/** What a line of an exporter's answer counts. */
export interface CountedMetric {
  readonly of: 'node' | 'volume';
  readonly counter: Counter;
  /** The family whose HELP says the unit of a time; undefined of what is no time. */
  readonly timedBy: string | undefined;
}

/** The sizes of requests that are counted apart. The smallest one is spelt in two ways. */
const SIZES = ['0_1K', '0K_1K', '1K_8K', '8K_32K', '32K_128K'];
const BYTES = { node: 'bytes', volume: 'total' } as const;
const PREFIX = { node: { count: 'nr_', time: '' }, volume: { count: 'volume_', time: 'volume_' } };

function* metrics(): Generator<[name: string, metric: CountedMetric]> {
  for (const subject of ['node', 'volume'] as const) {
    for (const direction of ['read', 'write'] as const) {
      for (const size of SIZES) {
        const name = (what: string, prefix: string): string =>
          `lightbox_fe_${prefix}${direction}_${what}_${size}`;
        const { count, time } = PREFIX[subject];
        const duration = name('request_duration', time);
        yield [
          name('requests', count),
          { of: subject, counter: `${direction}Requests`, timedBy: undefined },
        ];
        yield [
          name(BYTES[subject], count),
          { of: subject, counter: `${direction}Bytes`, timedBy: undefined },
        ];
        yield [`${duration}_sum`, { of: subject, counter: `${direction}Time`, timedBy: duration }];
        yield [
          `${duration}_count`,
          { of: subject, counter: `${direction}Timed`, timedBy: undefined },
        ];
      }
    }
  }
}

/** What is read of an answer, by the vendor's names. */
export const COUNTED_METRICS: ReadonlyMap<string, CountedMetric> = new Map(metrics());

const SECONDS: readonly (readonly [RegExp, number])[] = [
  [/\b(?:nanoseconds|nsec|ns)\b/i, 1e-9],
  [/\b(?:microseconds|usec|us)\b/i, 1e-6],
  [/\b(?:milliseconds|msec|ms)\b/i, 1e-3],
  [/\b(?:seconds|sec)\b/i, 1],
];

/** How many seconds the unit is that a HELP text names; undefined when it names none. */
export const secondsIn = (help: string): number | undefined =>
  SECONDS.find(([unit]) => unit.test(help))?.[1];
