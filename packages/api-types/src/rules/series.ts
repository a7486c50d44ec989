import { PROTECTION_STATES, VOLUME_STATES } from './volume-states.ts';

/** What has a history: clusters, nodes and volumes by UUID, projects by name. */
export const SERIES_KINDS = ['cluster', 'node', 'project', 'volume'] as const;
export type SeriesKind = (typeof SERIES_KINDS)[number];

const inState = VOLUME_STATES.map((state) => `state${state}` as const);
const withProtection = PROTECTION_STATES.map((protection) => `protection${protection}` as const);

/** What is read and written: requests a second, bytes a second, and the mean time of a request in seconds. */
export const IO_METRICS = [
  'readIops',
  'writeIops',
  'readBandwidth',
  'writeBandwidth',
  'readLatency',
  'writeLatency',
] as const;

/**
 * What is sampled of each. Capacities are bytes, the rest are counts of volumes or nodes, ratios, and `connected`: 1 or 0. A mean
 * of several samples need be no whole number: a mean of `connected` is the share of the time.
 */
export const SERIES_METRICS = {
  cluster: [
    'connected',
    'physicalUsed',
    'physicalEffective',
    'logicalUsed',
    'provisioned',
    'compressionRatio',
    'provisioningRatio',
    'nodes',
    'activeNodes',
    'volumes',
    ...inState,
    ...withProtection,
    ...IO_METRICS,
  ],
  node: IO_METRICS,
  project: ['size', 'provisioned', 'used', 'volumes', ...inState, ...withProtection],
  volume: IO_METRICS,
} as const satisfies Readonly<Record<SeriesKind, readonly string[]>>;
export type SeriesMetric<K extends SeriesKind = SeriesKind> = (typeof SERIES_METRICS)[K][number];

const DAY = 24 * 3600;

/** How far apart samples are, in seconds, and how long they are kept: each longer step is the mean of the one before. */
export const SERIES_STEPS = [
  { step: 15, keptFor: 6 * 3600 },
  { step: 300, keptFor: 30 * DAY },
  { step: 3600, keptFor: 2 * 365 * DAY },
] as const;
export type SeriesStep = (typeof SERIES_STEPS)[number]['step'];

/** As many as a wide screen has room for. */
const POINTS_MAX = 1500;

/** The finest step that has the time from `from` to `to`, in milliseconds, in no more points than can be drawn. */
export function seriesStepFor(from: number, to: number, now: number): SeriesStep {
  const fits = SERIES_STEPS.find(
    ({ step, keptFor }) =>
      (to - from) / 1000 / step <= POINTS_MAX && (now - from) / 1000 <= keptFor + step,
  );
  return fits?.step ?? 3600;
}
