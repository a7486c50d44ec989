import type { Logger } from 'pino';
import type { Vault } from '@asterism/server-kit/secrets/vault';
import type { Clock } from './clock.ts';
import type { Revocations } from './revocations.ts';
import type { Endings } from './session-endings.ts';
import type { SessionRow, SessionStore } from './session-store.ts';
import {
  newSessionId,
  ownTokenKey,
  sessionKey,
  type Session,
  type StartedSession,
} from './session.ts';
import type { Sessions } from './create-sessions.ts';

/** A token that has one role. */
export interface PreviewToken {
  readonly token: string;
  readonly role: string;
}

export interface PreviewsOptions {
  readonly store: SessionStore;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly endings: Endings;
  readonly revocations: Revocations;
  /** The session of a row, which from now on is known. */
  readonly cache: (row: SessionRow) => Session | undefined;
  readonly log: Pick<Logger, 'warn'>;
}

/**
 * A preview takes the place of the session that it is started from, under another id. So whatever was opened or kept for
 * the one has nothing to do with the other: streams end, and no process goes on with the former rights.
 */
export function createPreviews({
  store,
  vault,
  clock,
  endings,
  revocations,
  cache,
  log,
}: PreviewsOptions): Pick<Sessions, 'startPreview' | 'endPreview'> {
  /**
   * Once a session has taken the place of another, the browser must be given it, whatever else fails: the former one is gone,
   * and its person would be signed out.
   */
  const orGoOn = (work: Promise<void>, problem: string): Promise<void> =>
    work.catch((error: unknown) => log.warn({ err: error }, problem));

  /** The row of the session that is to take the place of this one, which is replaced by `put` unless it has been ended. */
  async function replace<T>(
    { key: former }: Session,
    roles: readonly string[],
    tokens: (key: string) => Pick<SessionRow, 'sealedToken' | 'sealedOwnToken' | 'previewRole'>,
    put: (row: SessionRow) => Promise<T | undefined>,
  ): Promise<(StartedSession & { readonly value: T }) | undefined> {
    const row = await store.find(former);
    if (row === undefined) return undefined;
    const id = newSessionId();
    const key = sessionKey(id);
    const lastActiveAt = new Date(clock.now());
    const next = { ...row, key, roles: [...roles], lastActiveAt, ...tokens(key) };
    const value = await put(next);
    if (value === undefined) return undefined;
    endings.notify(former);
    await orGoOn(endings.publish(former), 'other processes could not be notified of a session');
    const session = cache(next);
    return session === undefined ? undefined : { id, session, value };
  }

  return {
    startPreview: (session, { token, role }) =>
      replace(
        session,
        [role],
        (key) => ({
          sealedToken: vault.seal(token, key),
          sealedOwnToken: vault.seal(session.token, ownTokenKey(key)),
          previewRole: role,
        }),
        async (row) => ((await store.becomePreview(session.key, row)) ? true : undefined),
      ),
    async endPreview(session, roles) {
      const { preview } = session;
      if (preview === undefined) return undefined;
      const started = await replace(
        session,
        roles,
        (key) => ({
          sealedToken: vault.seal(preview.ownToken, key),
          sealedOwnToken: null,
          previewRole: null,
        }),
        (row) => store.leavePreview(session.key, row, new Date(clock.now())),
      );
      if (started !== undefined) {
        const settling = revocations.settle([started.value]);
        await orGoOn(settling, 'the token of a preview could not be revoked; it will be retried');
      }
      return started;
    },
  };
}
