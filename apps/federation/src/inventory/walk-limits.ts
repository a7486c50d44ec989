import { VOLUME_PAGE_MAX } from '@asterism/api-types/cluster-api/volume-operations';

/** What may be read of one cluster. */
export interface WalkLimits {
  /** The most volumes, those that are not readable included. */
  readonly volumes: number;
  /** The most text of all its volumes, in characters. */
  readonly text: number;
  /** How long the reading of all its volumes may take, in milliseconds. */
  readonly milliseconds: number;
  /** What is read, when that is not volumes. */
  readonly what?: string;
}

/**
 * 250,000 volumes with one host and one label have 136 million characters with those of their UUIDs, which are packed into
 * 60 MB. What is known of a cluster and what is being read and differs from it are in memory at the same time, packed.
 */
export const WALK_LIMITS: WalkLimits = {
  volumes: 250_000,
  text: 144 * 1024 * 1024,
  milliseconds: 10 * 60_000,
};

/** A cluster may give shorter pages than requested, but not as many as it likes: each costs time. */
const PAGES_FREE = 100;
const ROWS_A_PAGE = 10;

/** How far a walk has come. */
export interface WalkProgress {
  readonly pages: number;
  /** Volumes, those that are not readable included. */
  readonly rows: number;
  readonly text: number;
  readonly milliseconds: number;
}

/** What a walk has too much of, in words for people; undefined when it may go on. */
export function excessOf(walk: WalkProgress, limits: WalkLimits): string | undefined {
  const { what = 'volumes' } = limits;
  if (walk.rows > limits.volumes) return `more than ${limits.volumes} ${what}`;
  if (walk.text > limits.text) return `more than ${limits.text} characters of text in its ${what}`;
  if (walk.milliseconds > limits.milliseconds) {
    return `its ${what} were not at an end after ${Math.round(limits.milliseconds / 1000)} seconds`;
  }
  return walk.pages > PAGES_FREE + walk.rows / ROWS_A_PAGE
    ? `its ${what} come in pages of fewer than ${ROWS_A_PAGE}`
    : undefined;
}

/** A page, as far as it says how the walk goes on. */
interface PageRead {
  readonly readable: number;
  /** Of these, so many that were not in a page before. */
  readonly newVolumes: number;
  readonly unreadable: number;
  /** The UUID of the last row; empty when it has none. */
  readonly next: string;
}

/**
 * * How the walk goes on after a page that was requested by an offset. A page is no progress when it has only what was
 * in pages before, or when none of it can be read and there is no other offset to go on from. A short one of those is
 * the end: a single row that has no UUID must not hold up all the others.
 */
export function stepAfter(page: PageRead, offset: string): 'on' | 'end' | 'stuck' {
  const { readable, newVolumes, unreadable, next } = page;
  if (readable > 0) return newVolumes > 0 ? 'on' : 'stuck';
  if (unreadable === 0) return 'end';
  if (next !== '' && next !== offset) return 'on';
  return unreadable < VOLUME_PAGE_MAX ? 'end' : 'stuck';
}
