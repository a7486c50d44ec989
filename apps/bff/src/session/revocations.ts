import type { Logger } from 'pino';
import type { Vault } from '@asterism/server-kit/secrets/vault';
import { ownTokenKey } from './session.ts';
import type { EndedSession, SessionStore } from './session-store.ts';

/** How many pending revocations are read at once. */
const BATCH = 100;

/** Revokes a token at the federation; false when the federation could not be notified. */
export type RevokeToken = (token: string, signal: AbortSignal) => Promise<boolean>;

export interface RevocationsOptions {
  readonly store: Pick<SessionStore, 'ended' | 'remove'>;
  readonly vault: Vault;
  readonly revoke: RevokeToken;
  /** Milliseconds between retries of revocations that could not reach the federation. */
  readonly retryMs: number;
  readonly log: Logger;
}

/** Ensures that no token outlives its session: an ended session is kept until its token is revoked. */
export interface Revocations {
  /** Revokes the tokens; those that cannot be revoked now are retried later. */
  settle(sessions: readonly EndedSession[]): Promise<void>;
  /** Aborts revocations in progress and stops retrying; the next start resumes them. */
  close(): Promise<void>;
}

export function createRevocations(options: RevocationsOptions): Revocations {
  const { store, vault, revoke, log } = options;
  /** The sessions whose tokens are being revoked, so that none is revoked twice at once. */
  const underWay = new Set<string>();
  const closing = new AbortController();

  /** False when the federation could not be notified. */
  async function settleOne({ key, sealedToken, sealedOwnToken }: EndedSession): Promise<boolean> {
    // That of a preview ends with the person's own.
    const token =
      sealedOwnToken === null
        ? vault.open(sealedToken, key)
        : vault.open(sealedOwnToken, ownTokenKey(key));
    underWay.add(key);
    try {
      // Sealed with a lost key: nobody can use the token any more, so there is nothing to revoke.
      if (token !== undefined && !(await revoke(token, closing.signal))) return false;
      await store.remove(key);
      return true;
    } finally {
      underWay.delete(key);
    }
  }

  /** Stops at the first that cannot reach the federation: the others would fail too. */
  async function settle(sessions: readonly EndedSession[]): Promise<boolean> {
    for (const session of sessions) {
      if (!underWay.has(session.key) && !(await settleOne(session))) return false;
    }
    return true;
  }

  async function settleAll(): Promise<void> {
    while (!closing.signal.aborted) {
      const waiting = (await store.ended(BATCH)).filter(({ key }) => !underWay.has(key));
      if (waiting.length === 0 || !(await settle(waiting))) return;
    }
  }

  let running: Promise<void> | undefined;
  function retry(): void {
    running ??= settleAll()
      .catch((error: unknown) => log.warn({ err: error }, 'tokens could not be revoked'))
      .finally(() => {
        running = undefined;
      });
  }
  retry();
  const timer = setInterval(retry, options.retryMs).unref();

  return {
    settle: async (sessions) => {
      if (!(await settle(sessions))) log.warn('a token could not be revoked; it will be retried');
    },
    close: async () => {
      closing.abort();
      clearInterval(timer);
      await running;
    },
  };
}
