import { rightsOf } from '@asterism/api-types/rules/roles';
import type { Database } from '@asterism/database/database';
import type { Principal } from '../identity/principal.ts';
import { RIGHTS_CHANNEL, type UserStore } from '../store/user-store.ts';

/** People with the rights that they have now: who has started a task is asked for before each of its items. */
export interface CurrentPrincipals {
  /** Undefined when they may not sign in any more. */
  of(subject: string): Promise<Principal | undefined>;
  close(): Promise<void>;
}

/** Keeps whom it has read until the database notifies of a change; while notifications may be missing, it reads anew. */
export async function openCurrentPrincipals(
  database: Pick<Database, 'listen' | 'isListening'>,
  users: Pick<UserStore, 'get'>,
): Promise<CurrentPrincipals> {
  const known = new Map<string, Promise<Principal | undefined>>();
  const stop = await database.listen(
    RIGHTS_CHANNEL,
    (subject) => known.delete(subject),
    () => known.clear(),
  );

  async function read(subject: string): Promise<Principal | undefined> {
    const user = await users.get(subject);
    if (user === undefined || user.disabled) return undefined;
    return { subject, roles: user.roles, rights: rightsOf(user.roles) };
  }

  return {
    of(subject) {
      if (!database.isListening()) return read(subject);
      const kept = known.get(subject);
      if (kept !== undefined) return kept;
      // It is kept before it is read: a change meanwhile is notified of, and takes it away.
      const reading = read(subject);
      known.set(subject, reading);
      reading.catch(() => known.delete(subject));
      return reading;
    },
    close: () => stop(),
  };
}
