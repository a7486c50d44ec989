import { desc } from 'drizzle-orm';
import type { Orm } from '@asterism/database/database';
import { inLockedTransaction } from './locked-transaction.ts';
import { loginKeys } from './schema.ts';

/** A login key at rest; its private half is sealed. */
export interface StoredLoginKey {
  readonly id: string;
  readonly publicKey: string;
  readonly privateKey: string;
}

export interface LoginKeyStore {
  /** All keys, the newest first. When there is none, `make` makes the first one, once for all replicas. */
  listOrAdd(make: () => Promise<StoredLoginKey>): Promise<StoredLoginKey[]>;
}

export const createLoginKeyStore = (orm: Orm): LoginKeyStore => ({
  listOrAdd: (make) =>
    inLockedTransaction(orm, 'login keys', async (tx) => {
      const list = () => tx.select().from(loginKeys).orderBy(desc(loginKeys.createdAt));
      const known = await list();
      if (known.length > 0) return known;
      await tx.insert(loginKeys).values(await make());
      return list();
    }),
});
