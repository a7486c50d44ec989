import { eq, lt, or, sql } from 'drizzle-orm';
import type { Database } from '@asterism/database/database';
import { sessionRows } from './schema.ts';

/** A session as it is kept. */
export type SessionRow = typeof sessionRows.$inferSelect;

/** The kept sessions. Throws what the database says. */
export interface SessionStore {
  insert(row: SessionRow): Promise<void>;
  find(key: string): Promise<SessionRow | undefined>;
  saveActivity(key: string, at: Date): Promise<void>;
  saveRoles(key: string, roles: readonly string[]): Promise<void>;
  remove(key: string): Promise<void>;
  /** Removes what has expired, and what was last active before `idleSince`. */
  removeEnded(now: Date, idleSince: Date): Promise<void>;
}

export function createSessionStore({ orm }: Database): SessionStore {
  const of = (key: string) => eq(sessionRows.key, key);
  return {
    insert: async (row) => {
      await orm.insert(sessionRows).values(row);
    },
    find: async (key) => {
      const [row] = await orm.select().from(sessionRows).where(of(key));
      return row;
    },
    saveActivity: async (key, at) => {
      // Another process may have seen later activity.
      const latest = sql`greatest(${sessionRows.lastActiveAt}, ${at.toISOString()}::timestamptz)`;
      await orm.update(sessionRows).set({ lastActiveAt: latest }).where(of(key));
    },
    saveRoles: async (key, roles) => {
      await orm
        .update(sessionRows)
        .set({ roles: [...roles] })
        .where(of(key));
    },
    remove: async (key) => {
      await orm.delete(sessionRows).where(of(key));
    },
    removeEnded: async (now, idleSince) => {
      await orm
        .delete(sessionRows)
        .where(or(lt(sessionRows.expiresAt, now), lt(sessionRows.lastActiveAt, idleSince)));
    },
  };
}
