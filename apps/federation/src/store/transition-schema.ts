import { boolean, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { TRANSITIONAL_STATES } from '@asterism/api-types/rules/slow-transition';
import { federation } from './schema.ts';

/** Volumes that have been for a while in a state that ends by itself. */
export const volumeTransitions = federation.table(
  'volume_transitions',
  {
    clusterId: uuid('cluster_id').notNull(),
    /** In lower case. */
    volumeId: uuid('volume_id').notNull(),
    state: text('state', { enum: TRANSITIONAL_STATES }).notNull(),
    /** Of the volume in this state: with another one it is in it anew. */
    etag: text('etag').notNull(),
    since: timestamp('since', { withTimezone: true }).notNull(),
    /** It may have been in it before. */
    isAtLeast: boolean('is_at_least').notNull(),
  },
  (table) => [primaryKey({ columns: [table.clusterId, table.volumeId] })],
);
