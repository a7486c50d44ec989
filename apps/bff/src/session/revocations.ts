import type { Logger } from 'pino';
import type { Vault } from '@asterism/server-kit/secrets/vault';
import type { EndedSession, SessionStore } from './session-store.ts';

/** How many that wait are read at once. */
const BATCH = 100;

/** Has the federation take a token no more; false when it could not be told. */
export type RevokeToken = (token: string, signal: AbortSignal) => Promise<boolean>;

export interface RevocationsOptions {
  readonly store: Pick<SessionStore, 'ended' | 'remove'>;
  readonly vault: Vault;
  readonly revoke: RevokeToken;
  /** Milliseconds between attempts at what the federation could not be told. */
  readonly retryMs: number;
  readonly log: Logger;
}

/** Sees to it that no token outlives its session: a session that has ended is kept until its token is revoked. */
export interface Revocations {
  /** Revokes the tokens; what cannot be revoked now is tried again later. */
  settle(sessions: readonly EndedSession[]): Promise<void>;
  /** Gives up what is under way and tries no more; the next start does. */
  close(): Promise<void>;
}

export function createRevocations(options: RevocationsOptions): Revocations {
  const { store, vault, revoke, log } = options;
  /** The sessions whose tokens are being revoked: once for each is enough. */
  const underWay = new Set<string>();
  const closing = new AbortController();

  /** False when the federation could not be told. */
  async function settleOne({ key, sealedToken }: EndedSession): Promise<boolean> {
    const token = vault.open(sealedToken, key);
    underWay.add(key);
    try {
      // Sealed with a key that is gone: nobody can use it any more, and so nobody can revoke it.
      if (token !== undefined && !(await revoke(token, closing.signal))) return false;
      await store.remove(key);
      return true;
    } finally {
      underWay.delete(key);
    }
  }

  /** Stops at the first that the federation could not be told of: so it will be with the rest. */
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
      if (!(await settle(sessions))) log.warn('a token could not be revoked; it is tried again');
    },
    close: async () => {
      closing.abort();
      clearInterval(timer);
      await running;
    },
  };
}
