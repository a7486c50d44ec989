import { and, asc, eq } from 'drizzle-orm';
import type { Orm } from '@asterism/database/database';
import { serviceKeys } from './schema.ts';

/** A service key at rest; its private half is sealed, and null once it is retired. */
export type StoredServiceKey = typeof serviceKeys.$inferSelect;

export interface ServiceKeyStore {
  get(id: string): Promise<StoredServiceKey | undefined>;
  /** The oldest one that no cluster has yet. */
  nextUnused(): Promise<StoredServiceKey | undefined>;
  add(key: { id: string; publicKey: string; privateKey: string }): Promise<void>;
  /** Gives the key to a cluster, for good. Harmless when repeated; false when it is not free for that. */
  bind(id: string, clusterId: string): Promise<boolean>;
  /** Takes the key back from a cluster that did not join after all. */
  unbind(id: string): Promise<void>;
  /** Ends the key: its private half is gone. */
  retire(id: string): Promise<void>;
}

export function createServiceKeyStore(orm: Orm): ServiceKeyStore {
  const get = async (id: string): Promise<StoredServiceKey | undefined> => {
    const [key] = await orm.select().from(serviceKeys).where(eq(serviceKeys.id, id));
    return key;
  };
  return {
    get,
    async nextUnused() {
      const [key] = await orm
        .select()
        .from(serviceKeys)
        .where(eq(serviceKeys.state, 'unused'))
        .orderBy(asc(serviceKeys.createdAt), asc(serviceKeys.id))
        .limit(1);
      return key;
    },
    async add(key) {
      await orm.insert(serviceKeys).values(key);
    },
    async bind(id, clusterId) {
      const bound = await orm
        .update(serviceKeys)
        .set({ state: 'bound', clusterId })
        .where(and(eq(serviceKeys.id, id), eq(serviceKeys.state, 'unused')))
        .returning({ id: serviceKeys.id });
      if (bound.length > 0) return true;
      const key = await get(id);
      return key?.state === 'bound' && key.clusterId === clusterId;
    },
    async unbind(id) {
      await orm
        .update(serviceKeys)
        .set({ state: 'unused', clusterId: null })
        .where(and(eq(serviceKeys.id, id), eq(serviceKeys.state, 'bound')));
    },
    async retire(id) {
      await orm
        .update(serviceKeys)
        .set({ state: 'retired', privateKey: null })
        .where(eq(serviceKeys.id, id));
    },
  };
}
