import { desc } from 'drizzle-orm';
import type { Orm } from '@asterism/database/database';
import { loginKeys } from './schema.ts';

/** A login key at rest; its private half is sealed. */
export interface StoredLoginKey {
  readonly id: string;
  readonly publicKey: string;
  readonly privateKey: string;
}

export interface LoginKeyStore {
  /** The newest first. */
  list(): Promise<StoredLoginKey[]>;
  add(key: StoredLoginKey): Promise<void>;
}

export const createLoginKeyStore = (orm: Orm): LoginKeyStore => ({
  list: () => orm.select().from(loginKeys).orderBy(desc(loginKeys.createdAt)),
  async add(key) {
    await orm.insert(loginKeys).values(key);
  },
});
