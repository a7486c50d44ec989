import { randomUUID } from 'node:crypto';
import { and, asc, eq } from 'drizzle-orm';
import type { Orm } from '@asterism/database/database';
import { users } from './schema.ts';

/** On it, the database notifies all replicas of every change of somebody's rights or tokens, by their name. */
export const RIGHTS_CHANNEL = 'federation_rights';

/** Somebody who may sign in. */
export interface User {
  readonly name: string;
  readonly passwordHash: string;
  /** What their tokens must name; changes with the password, and when they are disabled. */
  readonly credentialId: string;
  readonly roles: readonly string[];
  readonly disabled: boolean;
}

/** The people who may sign in. */
export interface UserStore {
  /** By name. */
  list(): Promise<User[]>;
  get(name: string): Promise<User | undefined>;
  /** False when the name is taken. */
  add(user: Pick<User, 'name' | 'passwordHash' | 'roles'>): Promise<boolean>;
  /** Lets them in with these roles. False when there is no such user, as below. */
  enable(name: string, roles: readonly string[]): Promise<boolean>;
  disable(name: string): Promise<boolean>;
  setPassword(name: string, passwordHash: string): Promise<boolean>;
  /** {@link setPassword} while they have this credential and are not disabled; the new credential's id. */
  replacePassword(
    name: string,
    passwordHash: string,
    credentialId: string,
  ): Promise<string | undefined>;
  remove(name: string): Promise<boolean>;
}

export function createUserStore(orm: Orm): UserStore {
  const change = async (
    name: string,
    set: Partial<typeof users.$inferInsert>,
  ): Promise<boolean> => {
    const changed = await orm
      .update(users)
      .set(set)
      .where(eq(users.name, name))
      .returning({ name: users.name });
    return changed.length > 0;
  };

  return {
    list: () => orm.select().from(users).orderBy(asc(users.name)),
    async get(name) {
      const [user] = await orm.select().from(users).where(eq(users.name, name));
      return user;
    },
    async add({ name, passwordHash, roles }) {
      const added = await orm
        .insert(users)
        .values({ name, passwordHash, roles: [...roles] })
        .onConflictDoNothing()
        .returning({ name: users.name });
      return added.length > 0;
    },
    enable: (name, roles) => change(name, { disabled: false, roles: [...roles] }),
    disable: (name) => change(name, { disabled: true, credentialId: randomUUID() }),
    setPassword: (name, passwordHash) => change(name, { passwordHash, credentialId: randomUUID() }),
    async replacePassword(name, passwordHash, former) {
      const isSame = and(
        eq(users.name, name),
        eq(users.credentialId, former),
        eq(users.disabled, false),
      );
      const [changed] = await orm
        .update(users)
        .set({ passwordHash, credentialId: randomUUID() })
        .where(isSame)
        .returning({ credentialId: users.credentialId });
      return changed?.credentialId;
    },
    async remove(name) {
      const removed = await orm
        .delete(users)
        .where(eq(users.name, name))
        .returning({ name: users.name });
      return removed.length > 0;
    },
  };
}
