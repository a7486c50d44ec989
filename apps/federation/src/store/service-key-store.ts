import { and, asc, desc, eq, isNotNull, notExists, notInArray, or, sql } from 'drizzle-orm';
import type { Orm } from '@asterism/database/database';
import { serviceKeys, workflows } from './schema.ts';
import { inLockedTransaction } from './locked-transaction.ts';

/** A service key at rest; its private half is sealed, and null once it is retired. */
export type StoredServiceKey = typeof serviceKeys.$inferSelect;

/** Who a key is claimed for: whoever presents this certificate. */
export interface KeyOwner {
  readonly tlsFingerprint: string;
  /** `<host>:<port>` where it was seen, for people. */
  readonly apiEndpoint: string;
}

/** An attach that has ended in one of these stages, or in none, has sent nothing. */
const BEFORE_SIGN_IN = ['', 'reach', 'verify TLS'];

/** The most keys of one certificate that are of interest: the newest ones. */
const CLAIMED_MAX = 3;

export interface ServiceKeyStore {
  get(id: string): Promise<StoredServiceKey | undefined>;
  /** The oldest one that nobody has been sent anything of. */
  nextUnused(): Promise<StoredServiceKey | undefined>;
  /** The newest one, of whatever state. */
  newest(): Promise<StoredServiceKey | undefined>;
  /** Those that are claimed for the certificate and bound to no cluster; the newest first, a few at most. */
  claimedFor(tlsFingerprint: string): Promise<StoredServiceKey[]>;
  add(key: { id: string; publicKey: string; privateKey: string }): Promise<void>;
  /**
   * Claims the key for a certificate, for good: from then on it signs for nobody else. Harmless when repeated; false when
   * it belongs to another one, or is bound or retired.
   */
  claim(id: string, owner: KeyOwner): Promise<boolean>;
  /**
   * Gives a key that is claimed for the certificate to the cluster. Harmless when repeated; false when it is not free
   * for that.
   */
  bind(id: string, tlsFingerprint: string, clusterId: string): Promise<boolean>;
  /** Takes the key back from a cluster that did not join after all. It stays claimed: the cluster may trust it. */
  unbind(id: string, clusterId: string): Promise<void>;
  /** Ends the key of the cluster: its private half is gone. */
  retire(id: string, clusterId: string): Promise<void>;
  /** A transaction that waits for every other of its kind, in whatever process. */
  locked<T>(work: (store: ServiceKeyStore) => Promise<T>): Promise<T>;
}

export function createServiceKeyStore(orm: Orm): ServiceKeyStore {
  const isBound = (id: string, clusterId: string) =>
    and(
      eq(serviceKeys.id, id),
      eq(serviceKeys.state, 'bound'),
      eq(serviceKeys.clusterId, clusterId),
    );
  const isClaimed = (tlsFingerprint: string) =>
    and(eq(serviceKeys.state, 'claimed'), eq(serviceKeys.tlsFingerprint, tlsFingerprint));

  // Earlier releases did not claim a key, and freed it when its attach had failed: any cluster may trust that one.
  const isUnused = and(
    eq(serviceKeys.state, 'unused'),
    notExists(
      orm
        .select({ found: sql`1` })
        .from(workflows)
        .where(
          and(
            eq(workflows.keyId, serviceKeys.id),
            isNotNull(workflows.endedAt),
            notInArray(workflows.stage, BEFORE_SIGN_IN),
          ),
        ),
    ),
  );

  return {
    async get(id) {
      const [key] = await orm.select().from(serviceKeys).where(eq(serviceKeys.id, id));
      return key;
    },
    async nextUnused() {
      const [key] = await orm
        .select()
        .from(serviceKeys)
        .where(isUnused)
        .orderBy(asc(serviceKeys.createdAt), asc(serviceKeys.id))
        .limit(1);
      return key;
    },
    async newest() {
      const [key] = await orm
        .select()
        .from(serviceKeys)
        .orderBy(desc(serviceKeys.createdAt), desc(serviceKeys.id))
        .limit(1);
      return key;
    },
    claimedFor: (tlsFingerprint) =>
      orm
        .select()
        .from(serviceKeys)
        .where(isClaimed(tlsFingerprint))
        .orderBy(desc(serviceKeys.createdAt), desc(serviceKeys.id))
        .limit(CLAIMED_MAX),
    async add(key) {
      await orm.insert(serviceKeys).values(key);
    },
    async claim(id, { tlsFingerprint, apiEndpoint }) {
      const claimed = await orm
        .update(serviceKeys)
        .set({ state: 'claimed', tlsFingerprint, apiEndpoint })
        .where(and(eq(serviceKeys.id, id), or(isUnused, isClaimed(tlsFingerprint))))
        .returning({ id: serviceKeys.id });
      return claimed.length > 0;
    },
    async bind(id, tlsFingerprint, clusterId) {
      const bound = await orm
        .update(serviceKeys)
        .set({ state: 'bound', clusterId })
        .where(or(and(eq(serviceKeys.id, id), isClaimed(tlsFingerprint)), isBound(id, clusterId)))
        .returning({ id: serviceKeys.id });
      return bound.length > 0;
    },
    async unbind(id, clusterId) {
      await orm
        .update(serviceKeys)
        .set({ state: 'claimed', clusterId: null })
        .where(isBound(id, clusterId));
    },
    locked: (work) =>
      inLockedTransaction(orm, 'service keys', (tx) => work(createServiceKeyStore(tx))),
    async retire(id, clusterId) {
      await orm
        .update(serviceKeys)
        .set({ state: 'retired', privateKey: null })
        .where(isBound(id, clusterId));
    },
  };
}
