import type { Logger } from 'pino';
import { LISTED_SESSIONS_MAX } from '@asterism/api-types/bff-api/own-sessions-api';
import { rightsOf } from '@asterism/api-types/rules/roles';
import type { Vault } from '@asterism/server-kit/secrets/vault';
import type { Database } from '@asterism/database/database';
import type { Clock } from './clock.ts';
import { createEndings } from './session-endings.ts';
import { createRevocations, type RevokeToken } from './revocations.ts';
import {
  type NewSession,
  type OwnSession,
  type Preview,
  type Session,
  type StartedSession,
  newSessionId,
  ownTokenKey,
  sessionKey,
} from './session.ts';
import { createPreviews, type PreviewToken } from './previews.ts';
import { idleSecondsFor, type SessionLimits } from './session-limits.ts';
import { createSessionStore, type SessionRow } from './session-store.ts';
import { SAVE_ACTIVITY_MS } from './schema.ts';

/** How long a session is trusted without reading it from the database again. */
const FRESH_MS = 5000;
const CLEANUP_MS = 10 * 60_000;
const USER_AGENT_MAX = 256;

export interface SessionsOptions {
  readonly database: Database;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly limits: SessionLimits;
  readonly log: Logger;
  readonly revoke: RevokeToken;
  /** Milliseconds between retries of revocations that could not reach the federation. */
  readonly revokeRetryMs: number;
}

/** The sessions of this BFF and of all others on its database. */
export interface Sessions {
  /** Starts a session. The id goes only into the cookie. */
  start(person: NewSession): Promise<StartedSession>;
  /** The session of an id, while it lasts. Needs no database read shortly after the last one. */
  find(id: string): Promise<Session | undefined>;
  /** The same without waiting: only a session that was read a moment ago and lasts. */
  fresh(id: string): Session | undefined;
  /** The person did something: the idle time starts again. */
  touch(key: string): Promise<void>;
  /** Whether the session is valid; does not prolong it. */
  isLive(key: string): Promise<boolean>;
  saveRoles(key: string, roles: readonly string[]): Promise<void>;
  /** Goes on as a session of another id that has the token of one role; undefined when it has been ended meanwhile. */
  startPreview(session: Session, preview: PreviewToken): Promise<StartedSession | undefined>;
  /** Goes on as a session of another id with the person's own token, and has that of the preview revoked. */
  endPreview(session: Session, roles: readonly string[]): Promise<StartedSession | undefined>;
  /** The valid sessions of a person, the most recently active first. */
  of(username: string): Promise<OwnSession[]>;
  /** Ends it in every process, in this one at once, and has its token revoked. */
  end(key: string): Promise<void>;
  /** Ends it if it belongs to the person; false when they have no such session. */
  endOf(username: string, key: string): Promise<boolean>;
  /** Ends all sessions of the person except one. */
  endOthers(username: string, key: string): Promise<void>;
  /** Subscribes to every end of a session that this process learns of. */
  onEnd(listener: (key: string) => void): () => void;
  close(): Promise<void>;
}

interface Lasting {
  readonly session: Pick<Session, 'roles' | 'expiresAt'> & { readonly preview?: unknown };
  readonly lastActiveAt: number;
}

interface Held {
  session: Session;
  lastActiveAt: number;
  savedActiveAt: number;
  /** A time of {@link Clock.elapsed}. */
  readAt: number;
  /** Whether a notification of its end would have arrived since it was read. */
  isWatched: boolean;
}

export async function createSessions(options: SessionsOptions): Promise<Sessions> {
  const { clock, limits, vault, log, revoke, revokeRetryMs } = options;
  const store = createSessionStore(options.database);
  const revocations = createRevocations({ store, vault, log, revoke, retryMs: revokeRetryMs });
  const newest = await store.newest();
  if (newest !== undefined && vault.open(newest.sealedToken, newest.key) === undefined) {
    log.warn('the key that sealed the sessions is lost or another one: their people sign in again');
  }
  const held = new Map<string, Held>();
  const reading = new Map<string, Promise<Held | undefined>>();
  const endings = await createEndings(
    options.database,
    clock,
    (key) => held.delete(key),
    () => {
      for (const entry of held.values()) entry.isWatched = false;
    },
  );

  const lasts = ({ session, lastActiveAt }: Lasting): boolean => {
    const idleEnd = lastActiveAt + idleSecondsFor(limits, session) * 1000;
    return clock.now() < Math.min(session.expiresAt.getTime(), idleEnd);
  };
  /** This process may not have seen the newest activity, and its own may not have been saved yet. */
  const lastActive = ({ key, lastActiveAt }: SessionRow): number =>
    Math.max(lastActiveAt.getTime(), held.get(key)?.lastActiveAt ?? 0);

  function previewOf({ key, previewRole, sealedOwnToken }: SessionRow): Preview | undefined {
    if (previewRole === null || sealedOwnToken === null) return undefined;
    const ownToken = vault.open(sealedOwnToken, ownTokenKey(key));
    return ownToken === undefined ? undefined : { role: previewRole, ownToken };
  }

  function cache(row: SessionRow): Held | undefined {
    const token = vault.open(row.sealedToken, row.key);
    // Sealed with a lost key: it cannot be used any more.
    if (token === undefined || endings.hasEnded(row.key)) return undefined;
    const preview = previewOf(row);
    if (row.previewRole !== null && preview === undefined) return undefined;
    const { key, username, roles, expiresAt } = row;
    const entry: Held = {
      session: { key, username, roles, rights: rightsOf(roles), token, expiresAt, preview },
      lastActiveAt: lastActive(row),
      savedActiveAt: row.lastActiveAt.getTime(),
      readAt: clock.elapsed(),
      isWatched: true,
    };
    held.set(key, entry);
    return entry;
  }

  async function readNow(key: string): Promise<Held | undefined> {
    try {
      const row = await store.find(key);
      const entry = row === undefined ? undefined : cache(row);
      if (entry === undefined) held.delete(key);
      return entry;
    } finally {
      reading.delete(key);
    }
  }
  /** One read for all who wait for the same session. */
  function read(key: string): Promise<Held | undefined> {
    const underWay = reading.get(key) ?? readNow(key);
    reading.set(key, underWay);
    return underWay;
  }

  async function endAll(keys: readonly string[]): Promise<void> {
    for (const key of keys) endings.notify(key);
    const ended = await store.end(keys, new Date(clock.now()));
    for (const key of keys) await endings.publish(key);
    await revocations.settle(ended);
  }
  const end = (key: string): Promise<void> => endAll([key]);

  /** The entry, read again unless the held one passes `isGood`; ends the session when it has expired. */
  async function live(key: string, isGood: (entry: Held) => boolean): Promise<Held | undefined> {
    const known = held.get(key);
    const entry = known !== undefined && isGood(known) ? known : await read(key);
    if (entry === undefined) return undefined;
    if (lasts(entry)) return entry;
    // The result at the federation does not matter here.
    end(key).catch((error: unknown) => log.warn({ err: error }, 'a session could not be ended'));
    return undefined;
  }

  const isFresh = (entry: Held): boolean => clock.elapsed() - entry.readAt < FRESH_MS;
  const isKnownToLast = (entry: Held): boolean => entry.isWatched && lasts(entry);

  async function cleanUp(): Promise<void> {
    const now = clock.now();
    const longestIdle = Math.max(limits.idleSeconds, limits.viewerIdleSeconds) * 1000;
    await store.endExpired(new Date(now), new Date(now - longestIdle - SAVE_ACTIVITY_MS));
    for (const [key, entry] of held) {
      // Another process may have seen newer activity; if so, the next request reads it.
      if (!lasts(entry)) held.delete(key);
    }
  }
  const cleaner = setInterval(() => {
    cleanUp().catch((error: unknown) =>
      log.warn({ err: error }, 'old sessions could not be removed'),
    );
  }, CLEANUP_MS).unref();

  return {
    start: async ({ username, roles, token, tokenSeconds, address, userAgent }) => {
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
        address,
        userAgent: userAgent.slice(0, USER_AGENT_MAX),
        endedAt: null,
        previewRole: null,
        sealedOwnToken: null,
      };
      await store.insert(row);
      cache(row);
      const { expiresAt } = row;
      return { id, session: { key, username, roles, rights: rightsOf(roles), token, expiresAt } };
    },
    find: async (id) => (await live(sessionKey(id), isFresh))?.session,
    fresh: (id) => {
      const entry = held.get(sessionKey(id));
      return entry !== undefined && isFresh(entry) && lasts(entry) ? entry.session : undefined;
    },
    isLive: async (key) => (await live(key, isKnownToLast)) !== undefined,
    touch: async (key) => {
      const entry = held.get(key);
      if (entry === undefined) return;
      entry.lastActiveAt = clock.now();
      if (entry.lastActiveAt - entry.savedActiveAt < SAVE_ACTIVITY_MS) return;
      entry.savedActiveAt = entry.lastActiveAt;
      // No reason to fail the request: the next save writes the same.
      await store
        .saveActivity(key, new Date(entry.lastActiveAt))
        .catch((error: unknown) => log.warn({ err: error }, 'an activity could not be saved'));
    },
    saveRoles: async (key, roles) => {
      const entry = held.get(key);
      if (entry !== undefined) {
        entry.session = { ...entry.session, roles, rights: rightsOf(roles) };
      }
      await store.saveRoles(key, roles);
    },
    of: async (username) => {
      const rows = await store.of(username, LISTED_SESSIONS_MAX);
      return rows.flatMap((row) => {
        const { key, createdAt, expiresAt, address, userAgent } = row;
        const lastActiveAt = lastActive(row);
        const preview = row.previewRole ?? undefined;
        if (!lasts({ session: { ...row, preview }, lastActiveAt })) return [];
        const at = new Date(lastActiveAt);
        return [{ key, createdAt, lastActiveAt: at, expiresAt, address, userAgent }];
      });
    },
    ...createPreviews({
      store,
      vault,
      clock,
      endings,
      revocations,
      cache: (row) => cache(row)?.session,
      log,
    }),
    end,
    endOf: async (username, key) => {
      const row = await store.find(key);
      if (row?.username !== username) return false;
      await end(key);
      return true;
    },
    endOthers: async (username, key) => endAll(await store.keysOfOthers(username, key)),
    onEnd: (listener) => endings.onEnd(listener),
    close: async () => {
      clearInterval(cleaner);
      await revocations.close();
      await endings.close();
    },
  };
}
