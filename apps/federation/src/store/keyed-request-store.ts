import { randomUUID } from 'node:crypto';
import { and, eq, lt, sql } from 'drizzle-orm';
import type { Orm } from '@asterism/database/database';
import { keyedRequests } from './schema.ts';

/** A request with an idempotency key: whose, for what, and a hash of its content. */
export interface KeyedContent {
  readonly principal: string;
  readonly operation: string;
  readonly key: string;
  readonly hash: string;
}

/** A request that is ours to carry out. */
export interface ClaimedRequest {
  readonly submission: string;
  readonly begunAt: Date;
  /** Whether an earlier claim of it ended without an answer, or never ended. */
  readonly isRepeat: boolean;
  /** Ends the claim: from now on this JSON is the answer. */
  answer(json: string): Promise<void>;
  /** Ends the claim: nothing was done, and nothing is kept. */
  forget(): Promise<void>;
  /** Ends the claim: something may have been done. The next claim is a repeat. */
  leaveOpen(): Promise<void>;
}

export type RequestClaim =
  | { readonly kind: 'claimed'; readonly request: ClaimedRequest }
  | { readonly kind: 'answered'; readonly answer: string }
  | { readonly kind: 'under way' }
  /** The key belongs to a request with another content. */
  | { readonly kind: 'other content' };

/** The requests with an idempotency key, over all replicas. They are kept for a day. */
export interface KeyedRequestStore {
  /** Claims a request; one that nobody ends, because its process died, can be claimed again after a minute. */
  claim(content: KeyedContent): Promise<RequestClaim>;
}

/** As long as a name stays reserved: by then no process can still be creating anything for the request. */
const held = sql`now() + interval '60 seconds'`;
const kept = sql`now() + interval '24 hours'`;

export function createKeyedRequestStore(orm: Orm): KeyedRequestStore {
  const of = ({ principal, operation, key }: KeyedContent) =>
    and(
      eq(keyedRequests.principal, principal),
      eq(keyedRequests.operation, operation),
      eq(keyedRequests.key, key),
    );

  function claimed(
    content: KeyedContent,
    holder: string,
    row: Pick<typeof keyedRequests.$inferSelect, 'submission' | 'begunAt'>,
    isRepeat: boolean,
  ): RequestClaim {
    const ours = and(of(content), eq(keyedRequests.holder, holder));
    const set = async (values: { readonly answer?: string }): Promise<void> => {
      await orm
        .update(keyedRequests)
        .set({ ...values, holder: null, heldUntil: sql`now()` })
        .where(ours);
    };
    return {
      kind: 'claimed',
      request: {
        submission: row.submission,
        begunAt: row.begunAt,
        isRepeat,
        answer: (json) => set({ answer: json }),
        async forget() {
          await orm.delete(keyedRequests).where(ours);
        },
        leaveOpen: () => set({}),
      },
    };
  }

  return {
    async claim(content) {
      const holder = randomUUID();
      await orm.delete(keyedRequests).where(lt(keyedRequests.expiresAt, sql`now()`));
      const [added] = await orm
        .insert(keyedRequests)
        .values({ ...content, submission: randomUUID(), holder, heldUntil: held, expiresAt: kept })
        .onConflictDoNothing()
        .returning();
      if (added !== undefined) return claimed(content, holder, added, false);
      const [known] = await orm.select().from(keyedRequests).where(of(content));
      if (known === undefined) return { kind: 'under way' };
      if (known.hash !== content.hash) return { kind: 'other content' };
      if (known.answer !== null) return { kind: 'answered', answer: known.answer };
      const [taken] = await orm
        .update(keyedRequests)
        .set({ holder, heldUntil: held })
        .where(
          and(
            of(content),
            sql`${keyedRequests.answer} is null`,
            sql`${keyedRequests.heldUntil} <= now()`,
          ),
        )
        .returning();
      return taken === undefined ? { kind: 'under way' } : claimed(content, holder, taken, true);
    },
  };
}
