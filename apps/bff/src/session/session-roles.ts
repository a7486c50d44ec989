import type { Logger } from 'pino';
import type { Clock } from './clock.ts';
import { bearer, type Federation } from './federation.ts';
import type { Session } from './session.ts';
import type { Sessions } from './create-sessions.ts';

const FRESH_MS = 3000;

export interface SessionRolesOptions {
  readonly federation: Federation;
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The current roles of a session, from the federation. */
export interface SessionRoles {
  /**
   * Read at most every few seconds. While the federation is unreachable, the roles as last read.
   * Undefined when the federation no longer knows the person: the session has then been ended.
   */
  now(session: Session): Promise<readonly string[] | undefined>;
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((role) => b.includes(role));

export function createSessionRoles(options: SessionRolesOptions): SessionRoles {
  const { federation, sessions, clock, log } = options;
  const readings = new Map<string, { at: number; roles: Promise<readonly string[] | undefined> }>();
  sessions.onEnd((key) => readings.delete(key));

  async function read(session: Session): Promise<readonly string[] | undefined> {
    const answer = await federation.whoAmI({}, { headers: bearer(session.token) });
    if (answer.ok) {
      const { roles } = answer.value;
      if (!isSame(roles, session.roles)) {
        // Failing to save is harmless: they are correct in memory, and are read again soon.
        await sessions
          .saveRoles(session.key, roles)
          .catch((error: unknown) => log.warn({ err: error }, 'roles could not be saved'));
      }
      return roles;
    }
    if (answer.error.status === 401) {
      await sessions.end(session.key);
      return undefined;
    }
    log.warn({ reason: answer.error.message }, 'the roles of a session could not be read');
    return session.roles;
  }

  return {
    now: (session) => {
      const known = readings.get(session.key);
      if (known !== undefined && clock.elapsed() - known.at < FRESH_MS) return known.roles;
      const roles = read(session);
      for (const [key, { at }] of readings) {
        if (clock.elapsed() - at < FRESH_MS) break;
        readings.delete(key);
      }
      readings.delete(session.key);
      readings.set(session.key, { at: clock.elapsed(), roles });
      roles.catch(() => readings.delete(session.key));
      return roles;
    },
  };
}
