import { eq, isNotNull } from 'drizzle-orm';
import type { Orm } from '@asterism/database/database';
import { clusters, loginKeys, serviceKeys } from './schema.ts';

/** A private key at rest, sealed with the master key. */
export interface SealedKey {
  readonly kind: 'login key' | 'service key';
  readonly id: string;
  readonly sealed: string;
}

/** A cluster that nobody can sign in to any more. */
export type ForgottenCluster = Pick<typeof clusters.$inferSelect, 'name' | 'apiEndpoints'>;

/** The keys of all kinds that are sealed with the master key. */
export interface SealedKeyStore {
  list(): Promise<SealedKey[]>;
  /** Forgets keys for good, and the clusters that trust them: these have to be attached anew. All of it or nothing. */
  forget(keys: readonly SealedKey[]): Promise<ForgottenCluster[]>;
}

export const createSealedKeyStore = (orm: Orm): SealedKeyStore => ({
  async list() {
    const login = await orm.select().from(loginKeys);
    const service = await orm.select().from(serviceKeys).where(isNotNull(serviceKeys.privateKey));
    return [
      ...login.map(({ id, privateKey }) => ({
        kind: 'login key' as const,
        id,
        sealed: privateKey,
      })),
      ...service.map(({ id, privateKey }) => ({
        kind: 'service key' as const,
        id,
        sealed: privateKey ?? '',
      })),
    ];
  },
  forget: (keys) =>
    orm.transaction(async (tx) => {
      const forgotten: ForgottenCluster[] = [];
      for (const { kind, id } of keys) {
        if (kind === 'login key') {
          await tx.delete(loginKeys).where(eq(loginKeys.id, id));
          continue;
        }
        const gone = await tx
          .delete(clusters)
          .where(eq(clusters.keyId, id))
          .returning({ name: clusters.name, apiEndpoints: clusters.apiEndpoints });
        forgotten.push(...gone);
        const retired = { state: 'retired', privateKey: null } as const;
        await tx.update(serviceKeys).set(retired).where(eq(serviceKeys.id, id));
      }
      return forgotten;
    }),
});
