import type { TransitionalState } from './volume-states.ts';

export const TRANSITIONAL_STATES = [
  'Creating',
  'Updating',
  'Deleting',
  'Rollback',
] as const satisfies readonly TransitionalState[];

/** So many times as long as usual, and at least so many seconds, is slow. */
const TIMES = 5;
const AT_LEAST = 60;

/** Seconds after which it is slow while nothing is known of what is usual. Clients of the vendor wait for a deletion for 42. */
const UNKNOWN: Readonly<Record<TransitionalState, number>> = {
  Creating: 600,
  Updating: 600,
  Deleting: 600,
  Rollback: 3600,
};

/** After how many seconds in a state that ends by itself a volume needs a person. */
export const slowAfter = (state: TransitionalState, usualSeconds: number | undefined): number =>
  usualSeconds === undefined ? UNKNOWN[state] : Math.max(AT_LEAST, Math.ceil(TIMES * usualSeconds));
