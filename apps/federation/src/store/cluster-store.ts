import { and, asc, eq, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { Orm } from '@asterism/database/database';
import type { AttachedCluster } from './attached-cluster.ts';
import { clusters } from './schema.ts';

/** The facts of a cluster that change while it is attached. */
export type ClusterChange = Partial<Omit<AttachedCluster, 'id' | 'keyId' | 'attachedAt'>>;

/** A cluster whose attach has not completed. */
export type JoiningCluster = Omit<AttachedCluster, 'attachedAt' | 'presentedFingerprint'>;

/** What of a cluster, as it was read, a decision about its certificate is based on. */
export type ReadCluster = Pick<AttachedCluster, 'id' | 'tlsFingerprint' | 'presentedFingerprint'>;

/** The attached clusters. One that is still being attached is in neither `list` nor `get`. */
export interface ClusterStore {
  /** By name, then by UUID. */
  list(): Promise<AttachedCluster[]>;
  get(id: string): Promise<AttachedCluster | undefined>;
  /** Changes some facts; the cluster as it is then, or undefined when there is none. */
  update(id: string, change: ClusterChange): Promise<AttachedCluster | undefined>;
  /**
   * Trusts a certificate that the cluster was found to present, judged by the cluster as it was read before; undefined when
   * it has been heard to present another one since, or another one was trusted, or it is attached no more.
   */
  pin(read: ReadCluster, tlsFingerprint: string): Promise<AttachedCluster | undefined>;
  /** Writes a joining cluster. Harmless when repeated with the same key; false when another attach has or had the cluster. */
  join(cluster: JoiningCluster): Promise<boolean>;
  /** Ends the joining: from now on the cluster is attached. Harmless when repeated. */
  admit(id: string): Promise<AttachedCluster | undefined>;
  /** Removes the cluster that is joining with this key, and tells which it was. */
  dropJoining(keyId: string): Promise<string | undefined>;
  isJoining(id: string): Promise<boolean>;
  /** Removes the cluster, unless it was attached anew, with another key. */
  remove(cluster: Pick<AttachedCluster, 'id' | 'keyId'>): Promise<void>;
}

type Row = typeof clusters.$inferSelect;

const attached = ({ attachedAt, ...row }: Row): AttachedCluster[] =>
  attachedAt === null
    ? []
    : [{ ...row, attachedAt, presentedFingerprint: row.presentedFingerprint ?? undefined }];

const columns = ({ presentedFingerprint, ...change }: ClusterChange): Partial<Row> => ({
  ...change,
  ...(presentedFingerprint === undefined ? {} : { presentedFingerprint }),
});

/** A {@link ClusterStore} on the database, or on one of its transactions. */
export function createClusterStore(orm: Orm): ClusterStore {
  const isAttached = (id: string) => and(eq(clusters.id, id), isNotNull(clusters.attachedAt));
  const isJoining = (id: string) => and(eq(clusters.id, id), isNull(clusters.attachedAt));

  return {
    async list() {
      const rows = await orm
        .select()
        .from(clusters)
        .where(isNotNull(clusters.attachedAt))
        .orderBy(asc(clusters.name), asc(clusters.id));
      return rows.flatMap(attached);
    },
    async get(id) {
      const rows = await orm.select().from(clusters).where(isAttached(id));
      return rows.flatMap(attached)[0];
    },
    async update(id, change) {
      const clears = 'presentedFingerprint' in change && change.presentedFingerprint === undefined;
      const set = { ...columns(change), ...(clears ? { presentedFingerprint: null } : {}) };
      const rows = await orm.update(clusters).set(set).where(isAttached(id)).returning();
      return rows.flatMap(attached)[0];
    },
    async pin(read, tlsFingerprint) {
      const presented = clusters.presentedFingerprint;
      const asRead =
        read.presentedFingerprint === undefined
          ? isNull(presented)
          : eq(presented, read.presentedFingerprint);
      const rows = await orm
        .update(clusters)
        .set({ tlsFingerprint, presentedFingerprint: null })
        .where(
          and(
            isAttached(read.id),
            eq(clusters.tlsFingerprint, read.tlsFingerprint),
            or(asRead, eq(presented, tlsFingerprint)),
          ),
        )
        .returning();
      return rows.flatMap(attached)[0];
    },
    async join(cluster) {
      const { id: _, ...facts } = cluster;
      const rows = await orm
        .insert(clusters)
        .values({
          ...cluster,
          apiEndpoints: [...cluster.apiEndpoints],
          discoveryEndpoints: [...cluster.discoveryEndpoints],
        })
        .onConflictDoUpdate({
          target: clusters.id,
          set: {
            ...facts,
            apiEndpoints: [...facts.apiEndpoints],
            discoveryEndpoints: [...facts.discoveryEndpoints],
          },
          setWhere: sql`${clusters.attachedAt} is null and ${clusters.keyId} = ${cluster.keyId}`,
        })
        .returning({ id: clusters.id });
      return rows.length > 0;
    },
    async admit(id) {
      await orm.update(clusters).set({ attachedAt: new Date() }).where(isJoining(id));
      const rows = await orm.select().from(clusters).where(isAttached(id));
      return rows.flatMap(attached)[0];
    },
    async dropJoining(keyId) {
      const [dropped] = await orm
        .delete(clusters)
        .where(and(eq(clusters.keyId, keyId), isNull(clusters.attachedAt)))
        .returning({ id: clusters.id });
      return dropped?.id;
    },
    async isJoining(id) {
      const rows = await orm.select({ id: clusters.id }).from(clusters).where(isJoining(id));
      return rows.length > 0;
    },
    async remove({ id, keyId }) {
      await orm.delete(clusters).where(and(eq(clusters.id, id), eq(clusters.keyId, keyId)));
    },
  };
}
