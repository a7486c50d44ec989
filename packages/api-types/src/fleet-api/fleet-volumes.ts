import { z } from 'zod/mini';
import { volume } from '../cluster-api/volume.ts';
import { PROTECTION_STATES, VOLUME_STATES } from '../rules/volume-states.ts';
import { VOLUME_SORT_KEYS } from '../rules/volume-sort-keys.ts';
import { listOut } from '../common/scalars.ts';
import { freshness } from './fleet-cluster.ts';
import { volumeTrouble } from './volume-trouble.ts';

export const FLEET_PAGE_MAX = 200;
export const FLEET_PAGE_DEFAULT = 50;

const countQuery = (max: number, fallback: number) =>
  z._default(
    z.pipe(
      z.string().check(z.regex(/^\d{1,9}$/, 'must be a whole number, 0 or more')),
      z.transform((text: string) => Math.min(Number(text), max)),
    ),
    fallback,
  );

/** Several values of one filter, joined by commas: any of them matches. */
export const anyOf = <const T extends readonly string[]>(values: T) =>
  z.optional(
    z.pipe(
      z.pipe(
        z.string(),
        z.transform((text: string) => text.split(',').filter((part) => part !== '')),
      ),
      z.array(z.enum(values, { error: `must be some of ${values.join(', ')}` })),
    ),
  );
/** {@link anyOf}, of values that are not a fixed set. */
export const anyText = z.optional(
  z.pipe(
    z.string(),
    z.transform((text: string) => text.split(',').filter((part) => part !== '')),
  ),
);

/** The longest line that is sent. */
export const QUERY_MAX = 1000;

/**
 * A line that narrows the volumes; see `rules/volume-query.ts`. Whether it is understood is checked where it is answered:
 * the console's first page, which has this contract, has no use for the grammar.
 */
export const volumeQueryText = z.optional(
  z.string().check(z.maxLength(QUERY_MAX, `must be at most ${QUERY_MAX} characters long`)),
);

/** A question to the fleet's inventory. Filters of different kinds must all match. */
export const fleetVolumesInput = z.object({
  /**
   * Words, all of which must be found, in any case: in the name, a label (`key=value`), the QoS policy, a host of the
   * ACL or a connected one, an address of the IP ACL, or the UUID (its beginning, or a part of four characters or more).
   */
  search: z.optional(z.string().check(z.maxLength(253, 'must be at most 253 characters long'))),
  /**
   * Words and conditions in one line, all of which must match: `used>80% -project:test label:tier=gold age>90d`. A cluster is
   * a name or a UUID.
   */
  query: volumeQueryText,
  /** Cluster UUIDs. */
  cluster: anyText,
  project: anyText,
  state: anyOf(VOLUME_STATES),
  protection: anyOf(PROTECTION_STATES),
  sort: z._default(
    z.enum(VOLUME_SORT_KEYS, { error: `must be one of ${VOLUME_SORT_KEYS.join(', ')}` }),
    'name',
  ),
  order: z._default(z.enum(['asc', 'desc'], { error: 'must be asc or desc' }), 'asc'),
  /**
   * `name`: first those whose name fits the search best, by being it, beginning with it, having it at the beginning of a
   * word, or having it at all; of those that fit alike, the order decides. It changes nothing without a search.
   */
  best: z.optional(z.enum(['name'], { error: 'must be name' })),
  /** How many matches to pass over. Windows by offset: a table jumps to any row (see decision 0002). */
  offset: countQuery(100_000_000, 0),
  limit: countQuery(FLEET_PAGE_MAX, FLEET_PAGE_DEFAULT),
});
export type FleetVolumesQuestion = z.output<typeof fleetVolumesInput>;

const counts = z.record(z.string(), z.number());

export const fleetVolumesOutput = z.object({
  volumes: z.array(volume),
  /** How many match, on all pages. */
  total: z.number(),
  /** For each filter, how many volumes each value would match given the search and the other filters. */
  facets: z.object({ cluster: counts, project: counts, state: counts, protection: counts }),
  /** How fresh the answer is, for each cluster. One that is not Connected makes it partial. */
  clusters: z.array(freshness),
  /** Since when and why the volumes of this page that are not well are so. */
  troubles: listOut(volumeTrouble),
});
export type FleetVolumes = z.infer<typeof fleetVolumesOutput>;

/** The most volumes that one question about missing ones may name: their UUIDs fit in the URLs that proxies let through. */
export const MISSING_VOLUMES_MAX = 200;

/** UUIDs, joined by commas. */
export const missingVolumesInput = z.object({
  UUIDs: z.pipe(
    z.string(),
    z.pipe(
      z.transform((text: string) => text.split(',').filter((part) => part !== '')),
      z
        .array(z.string())
        .check(
          z.minLength(1, 'must name a volume'),
          z.maxLength(MISSING_VOLUMES_MAX, `must name at most ${MISSING_VOLUMES_MAX} volumes`),
        ),
    ),
  ),
});

export const missingVolumesOutput = z.object({
  /** The UUIDs that were asked about and that no attached cluster has, as far as the principal may see. */
  missing: z.array(z.string()),
});
