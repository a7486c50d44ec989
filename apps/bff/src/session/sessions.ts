import type { Logger } from 'pino';
import type { Database } from '@asterism/database/database';
import type { Clock } from '../clock.ts';
import { createEndings } from './session-endings.ts';
import { newSessionId, sessionKey } from './session-id.ts';
import { idleSecondsFor, type SessionLimits } from './session-limits.ts';
import { createSessionStore, type SessionRow } from './session-store.ts';
import { SAVE_ACTIVITY_MS } from './schema.ts';
import type { Session } from './session.ts';
import type { TokenVault } from './token-vault.ts';

/** How long a session is believed without asking the database again. */
const FRESH_MS = 5000;
const CLEANUP_MS = 10 * 60_000;

export interface SessionsOptions {
  readonly database: Database;
  readonly vault: TokenVault;
  readonly clock: Clock;
  readonly limits: SessionLimits;
  readonly log: Logger;
}

/** Who starts a session. */
export interface NewSession {
  readonly username: string;
  readonly roles: readonly string[];
  readonly token: string;
  /** Seconds that the token is good for. */
  readonly tokenSeconds: number;
}

/** The sessions of this BFF and of all that share its database. */
export interface Sessions {
  /** Starts a session; the id goes into the cookie and nowhere else. */
  start(person: NewSession): Promise<{ readonly id: string; readonly session: Session }>;
  /** The session of an id, while it lasts. Costs no database read when it was asked for a moment ago. */
  find(id: string): Promise<Session | undefined>;
  /** The person did something: the idle time begins anew. */
  touch(key: string): Promise<void>;
  /** Whether the session lasts; does not prolong it. */
  isLive(key: string): Promise<boolean>;
  saveRoles(key: string, roles: readonly string[]): Promise<void>;
  /** Ends it, in every process, at once in this one. */
  end(key: string): Promise<void>;
  /** Hears of every end that this process learns of. */
  onEnd(listener: (key: string) => void): () => void;
  close(): Promise<void>;
}

interface Held {
  session: Session;
  lastActiveAt: number;
  savedActiveAt: number;
  readAt: number;
  /** Whether its end would have been heard since it was read. */
  isWatched: boolean;
}

export async function createSessions(options: SessionsOptions): Promise<Sessions> {
  const { clock, limits, vault, log } = options;
  const store = createSessionStore(options.database);
  const held = new Map<string, Held>();
  const endings = await createEndings(
    options.database,
    clock,
    (key) => held.delete(key),
    () => {
      for (const entry of held.values()) entry.isWatched = false;
    },
  );

  const endsAt = ({ session, lastActiveAt }: Held): number =>
    Math.min(
      session.expiresAt.getTime(),
      lastActiveAt + idleSecondsFor(limits, session.roles) * 1000,
    );
  const lasts = (entry: Held): boolean => clock.now() < endsAt(entry);

  function hold(row: SessionRow): Held | undefined {
    const token = vault.open(row.sealedToken, row.key);
    // Sealed with a key that is gone: nobody can use it any more.
    if (token === undefined || endings.hasEnded(row.key)) return undefined;
    const { key, username, roles, expiresAt } = row;
    const saved = row.lastActiveAt.getTime();
    const entry: Held = {
      session: { key, username, roles, token, expiresAt },
      lastActiveAt: Math.max(saved, held.get(key)?.lastActiveAt ?? 0),
      savedActiveAt: saved,
      readAt: clock.now(),
      isWatched: true,
    };
    held.set(key, entry);
    return entry;
  }

  async function read(key: string): Promise<Held | undefined> {
    const row = await store.find(key);
    const entry = row === undefined ? undefined : hold(row);
    if (entry === undefined) held.delete(key);
    return entry;
  }

  async function end(key: string): Promise<void> {
    endings.announce(key);
    await store.remove(key);
    await endings.spread(key);
  }

  /** The entry, read again unless `isGood` as it is held; ended if its time has come. */
  async function live(key: string, isGood: (entry: Held) => boolean): Promise<Held | undefined> {
    const known = held.get(key);
    const entry = known !== undefined && isGood(known) ? known : await read(key);
    if (entry === undefined) return undefined;
    if (lasts(entry)) return entry;
    await end(key);
    return undefined;
  }

  const isFresh = (entry: Held): boolean => clock.now() - entry.readAt < FRESH_MS;
  const isKnownToLast = (entry: Held): boolean => entry.isWatched && lasts(entry);

  async function cleanUp(): Promise<void> {
    const now = clock.now();
    const longestIdle = Math.max(limits.idleSeconds, limits.viewerIdleSeconds) * 1000;
    await store.removeEnded(new Date(now), new Date(now - longestIdle - SAVE_ACTIVITY_MS));
    for (const [key, entry] of held) {
      // Another process may have seen later activity; if so the next request reads it.
      if (!lasts(entry)) held.delete(key);
    }
  }
  const cleaner = setInterval(() => {
    cleanUp().catch((error: unknown) => log.warn({ err: error }, 'old sessions were not removed'));
  }, CLEANUP_MS).unref();

  return {
    start: async ({ username, roles, token, tokenSeconds }) => {
      const id = newSessionId();
      const key = sessionKey(id);
      const now = clock.now();
      const seconds = Math.min(limits.absoluteSeconds, tokenSeconds);
      const row: SessionRow = {
        key,
        username,
        roles: [...roles],
        sealedToken: vault.seal(token, key),
        createdAt: new Date(now),
        lastActiveAt: new Date(now),
        expiresAt: new Date(now + seconds * 1000),
      };
      await store.insert(row);
      hold(row);
      return { id, session: { key, username, roles, token, expiresAt: row.expiresAt } };
    },
    find: async (id) => (await live(sessionKey(id), isFresh))?.session,
    isLive: async (key) => (await live(key, isKnownToLast)) !== undefined,
    touch: async (key) => {
      const entry = held.get(key);
      if (entry === undefined) return;
      entry.lastActiveAt = clock.now();
      if (entry.lastActiveAt - entry.savedActiveAt < SAVE_ACTIVITY_MS) return;
      entry.savedActiveAt = entry.lastActiveAt;
      await store.saveActivity(key, new Date(entry.lastActiveAt));
    },
    saveRoles: async (key, roles) => {
      const entry = held.get(key);
      if (entry !== undefined) entry.session = { ...entry.session, roles };
      await store.saveRoles(key, roles);
    },
    end,
    onEnd: (listener) => endings.onEnd(listener),
    close: async () => {
      clearInterval(cleaner);
      await endings.close();
    },
  };
}
