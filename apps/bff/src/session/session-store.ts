import { and, desc, eq, inArray, isNotNull, isNull, lt, ne, or, sql } from 'drizzle-orm';
import type { Database } from '@asterism/database/database';
import { sessionRows } from './schema.ts';

/** A session as it is stored. */
export type SessionRow = typeof sessionRows.$inferSelect;

/** The rest of an ended session, whose token is still to be revoked. */
export type EndedSession = Pick<SessionRow, 'key' | 'sealedToken' | 'sealedOwnToken'>;

/** The stored sessions. Throws the errors of the database. */
export interface SessionStore {
  insert(row: SessionRow): Promise<void>;
  /** Lets a preview take the place of a session; false when that has been ended. */
  becomePreview(key: string, preview: SessionRow): Promise<boolean>;
  /** Lets a session take the place of a preview, whose own token is ended; undefined when that has been ended. */
  leavePreview(key: string, row: SessionRow, at: Date): Promise<EndedSession | undefined>;
  /** A session that has not been ended. */
  find(key: string): Promise<SessionRow | undefined>;
  /** The most recently started session that has not been ended. */
  newest(): Promise<SessionRow | undefined>;
  /** The sessions of a person that have not been ended, the most recently active first. */
  of(username: string, limit: number): Promise<SessionRow[]>;
  saveActivity(key: string, at: Date): Promise<void>;
  saveRoles(key: string, roles: readonly string[]): Promise<void>;
  /** Ends sessions; returns those that had not been ended before. */
  end(keys: readonly string[], at: Date): Promise<EndedSession[]>;
  /** The keys of a person's sessions except one. */
  keysOfOthers(username: string, key: string): Promise<string[]>;
  /** Ends sessions that have expired or were last active before `idleSince`. */
  endExpired(now: Date, idleSince: Date): Promise<void>;
  /** Some of the ended sessions. */
  ended(limit: number): Promise<EndedSession[]>;
  remove(key: string): Promise<void>;
}

const ENDED = {
  key: sessionRows.key,
  sealedToken: sessionRows.sealedToken,
  sealedOwnToken: sessionRows.sealedOwnToken,
};

export function createSessionStore({ orm }: Database): SessionStore {
  const of = (key: string) => eq(sessionRows.key, key);
  const isOpen = isNull(sessionRows.endedAt);
  return {
    insert: async (row) => {
      await orm.insert(sessionRows).values(row);
    },
    find: async (key) => {
      const [row] = await orm
        .select()
        .from(sessionRows)
        .where(and(of(key), isOpen));
      return row;
    },
    becomePreview: (key, preview) =>
      orm.transaction(async (tx) => {
        const [former] = await tx
          .delete(sessionRows)
          .where(and(of(key), isOpen))
          .returning(ENDED);
        if (former === undefined) return false;
        await tx.insert(sessionRows).values(preview);
        return true;
      }),
    leavePreview: (key, row, at) =>
      orm.transaction(async (tx) => {
        const [former] = await tx
          .update(sessionRows)
          .set({ endedAt: at, sealedOwnToken: null })
          .where(and(of(key), isOpen))
          .returning(ENDED);
        if (former !== undefined) await tx.insert(sessionRows).values(row);
        return former;
      }),
    newest: async () => {
      const newest = desc(sessionRows.createdAt);
      const [row] = await orm.select().from(sessionRows).where(isOpen).orderBy(newest).limit(1);
      return row;
    },
    of: (username, limit) =>
      orm
        .select()
        .from(sessionRows)
        .where(and(eq(sessionRows.username, username), isOpen))
        .orderBy(desc(sessionRows.lastActiveAt))
        .limit(limit),
    saveActivity: async (key, at) => {
      // Another process may have seen newer activity.
      const latest = sql`greatest(${sessionRows.lastActiveAt}, ${at.toISOString()}::timestamptz)`;
      await orm.update(sessionRows).set({ lastActiveAt: latest }).where(of(key));
    },
    saveRoles: async (key, roles) => {
      await orm
        .update(sessionRows)
        .set({ roles: [...roles] })
        .where(of(key));
    },
    end: (keys, at) =>
      orm
        .update(sessionRows)
        .set({ endedAt: at })
        .where(and(inArray(sessionRows.key, [...keys]), isOpen))
        .returning(ENDED),
    keysOfOthers: async (username, key) => {
      const rows = await orm
        .select({ key: sessionRows.key })
        .from(sessionRows)
        .where(and(eq(sessionRows.username, username), ne(sessionRows.key, key), isOpen));
      return rows.map((row) => row.key);
    },
    endExpired: async (now, idleSince) => {
      const isOver = or(lt(sessionRows.expiresAt, now), lt(sessionRows.lastActiveAt, idleSince));
      await orm.update(sessionRows).set({ endedAt: now }).where(and(isOver, isOpen));
    },
    ended: (limit) =>
      orm.select(ENDED).from(sessionRows).where(isNotNull(sessionRows.endedAt)).limit(limit),
    remove: async (key) => {
      await orm.delete(sessionRows).where(of(key));
    },
  };
}
