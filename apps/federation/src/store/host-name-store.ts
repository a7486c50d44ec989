import { eq } from 'drizzle-orm';
import type { Orm } from '@asterism/database/database';
import { hostNames } from './schema.ts';

/** The friendly name of a host, and who gave it. */
export type KeptHostName = typeof hostNames.$inferSelect;

/** The friendly names of hosts, by their NQNs. */
export interface HostNameStore {
  list(): Promise<KeptHostName[]>;
  get(hostNqn: string): Promise<KeptHostName | undefined>;
  set(named: Pick<KeptHostName, 'hostNqn' | 'name' | 'setBy'>): Promise<void>;
  remove(hostNqn: string): Promise<void>;
}

export const createHostNameStore = (orm: Orm): HostNameStore => ({
  list: () => orm.select().from(hostNames),
  async get(hostNqn) {
    const [known] = await orm.select().from(hostNames).where(eq(hostNames.hostNqn, hostNqn));
    return known;
  },
  async set({ hostNqn, name, setBy }) {
    const change = { name, setBy, setAt: new Date() };
    await orm
      .insert(hostNames)
      .values({ hostNqn, ...change })
      .onConflictDoUpdate({ target: hostNames.hostNqn, set: change });
  },
  async remove(hostNqn) {
    await orm.delete(hostNames).where(eq(hostNames.hostNqn, hostNqn));
  },
});
