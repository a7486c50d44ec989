import { and, desc, eq, inArray, isNotNull, or, sql } from 'drizzle-orm';
import type { KeptKind } from '@asterism/api-types/fleet-api/fleet-task';
import { TRANSITIONAL_STATES } from '@asterism/api-types/rules/slow-transition';
import type { TransitionalState } from '@asterism/api-types/rules/volume-states';
import type { Orm } from '@asterism/database/database';
import { taskItems, tasks } from './task-schema.ts';
import { volumeTransitions } from './transition-schema.ts';

/** A volume in a state that ends by itself, with when it was first seen in it. */
export type KeptTransition = typeof volumeTransitions.$inferSelect;

/** How long volumes usually are in each state, in seconds. */
export type UsualTransitions = ReadonlyMap<TransitionalState, number>;

/** What outlives the process of volumes in states that end by themselves. */
export interface TransitionStore {
  list(): Promise<KeptTransition[]>;
  /** Keeps them, and answers how they are kept: another replica may have seen them earlier. */
  keep(transitions: readonly KeptTransition[]): Promise<KeptTransition[]>;
  remove(volumeIds: readonly string[]): Promise<void>;
  /** As the last tasks say; a state that none is of is not in it. */
  usual(): Promise<UsualTransitions>;
}

/** None would mean all. */
type SomeKinds = readonly [KeptKind, ...KeptKind[]];

/** The tasks whose items take as long as the state lasts. */
const KINDS: Readonly<Record<TransitionalState, SomeKinds>> = {
  Creating: ['create volume', 'clone snapshot'],
  Updating: ['change volume', 'change volumes'],
  Deleting: ['delete volume', 'delete volumes'],
  Rollback: ['roll back volume'],
};
/** So many of the last tasks say how long it usually takes, with so many items of each. */
const LAST = 20;
const ITEMS_OF_EACH = 5;
const ROWS_AT_ONCE = 250;

export function createTransitionStore(orm: Orm): TransitionStore {
  async function medianOf(kinds: SomeKinds): Promise<number | undefined> {
    const last = orm
      .select({ id: tasks.id })
      .from(tasks)
      .where(and(or(...kinds.map((kind) => eq(tasks.kind, kind))), isNotNull(tasks.endedAt)))
      .orderBy(desc(tasks.endedAt))
      .limit(LAST)
      .as('last');
    const items = orm
      .select({
        seconds: sql<number>`extract(epoch from ${taskItems.endedAt} - ${taskItems.startedAt})`.as(
          'seconds',
        ),
      })
      .from(taskItems)
      .where(and(eq(taskItems.taskId, last.id), eq(taskItems.state, 'done')))
      .limit(ITEMS_OF_EACH)
      .as('items');
    const [usual] = await orm
      .select({
        seconds: sql<number | null>`percentile_cont(0.5) within group (order by ${items.seconds})`,
      })
      .from(last)
      .innerJoinLateral(items, sql`true`);
    return typeof usual?.seconds === 'number' ? usual.seconds : undefined;
  }

  return {
    list: () => orm.select().from(volumeTransitions),
    async keep(transitions) {
      const kept: KeptTransition[] = [];
      const isSame = sql`${volumeTransitions.state} = excluded.state and (${volumeTransitions.etag} = excluded.etag or excluded.state = 'Deleting')`;
      for (let at = 0; at < transitions.length; at += ROWS_AT_ONCE) {
        const rows = await orm
          .insert(volumeTransitions)
          .values(transitions.slice(at, at + ROWS_AT_ONCE))
          .onConflictDoUpdate({
            target: [volumeTransitions.clusterId, volumeTransitions.volumeId],
            set: {
              since: sql`case when ${isSame} then least(${volumeTransitions.since}, excluded.since) else excluded.since end`,
              isAtLeast: sql`case when ${isSame} and ${volumeTransitions.since} <= excluded.since then ${volumeTransitions.isAtLeast} else excluded.is_at_least end`,
              state: sql`excluded.state`,
              etag: sql`excluded.etag`,
            },
          })
          .returning();
        kept.push(...rows);
      }
      return kept;
    },
    async remove(volumeIds) {
      for (let at = 0; at < volumeIds.length; at += ROWS_AT_ONCE) {
        const some = volumeIds.slice(at, at + ROWS_AT_ONCE);
        await orm.delete(volumeTransitions).where(inArray(volumeTransitions.volumeId, some));
      }
    },
    async usual() {
      const usual = new Map<TransitionalState, number>();
      for (const state of TRANSITIONAL_STATES) {
        const seconds = await medianOf(KINDS[state]);
        if (seconds !== undefined) usual.set(state, seconds);
      }
      return usual;
    },
  };
}
