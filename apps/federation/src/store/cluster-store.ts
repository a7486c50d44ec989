import { and, asc, eq, isNotNull, isNull, or } from 'drizzle-orm';
import type { Orm } from '@asterism/database/database';
import type { AttachedCluster } from './attached-cluster.ts';
import { clusters } from './schema.ts';

/** The facts of a cluster that change while it is attached. */
export type ClusterChange = Partial<Omit<AttachedCluster, 'id' | 'keyId' | 'attachedAt'>>;

/** A cluster whose attach has not completed. */
export type JoiningCluster = Omit<AttachedCluster, 'attachedAt' | 'presentedFingerprint'> & {
  /** The attach that it belongs to. */
  readonly workflowId: string;
};

/** A joining cluster, by whose it is: no other attach takes it back or completes it. */
export type JoiningOf = Pick<JoiningCluster, 'id' | 'keyId' | 'workflowId'>;

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
   * it has presented another one since, or another one was trusted, or it is attached no more.
   */
  pin(read: ReadCluster, tlsFingerprint: string): Promise<AttachedCluster | undefined>;
  /**
   * Writes a joining cluster. Harmless when the same attach repeats it; false when another one has the cluster or its
   * key.
   */
  join(cluster: JoiningCluster): Promise<boolean>;
  /**
   * Ends the joining: from now on the cluster is attached. Harmless when repeated; undefined when it is another
   * attach's.
   */
  admit(joining: JoiningOf): Promise<AttachedCluster | undefined>;
  /** Removes the cluster if it is joining by this attach; whether it was. */
  dropJoining(joining: JoiningOf): Promise<boolean>;
  isJoining(id: string): Promise<boolean>;
  /** Removes the cluster, unless it was attached anew, with another key. */
  remove(cluster: Pick<AttachedCluster, 'id' | 'keyId'>): Promise<void>;
}

type Row = typeof clusters.$inferSelect;

function attached(cluster: Row): AttachedCluster[] {
  const { attachedAt, workflowId: _, ...row } = cluster;
  if (attachedAt === null) return [];
  return [{ ...row, attachedAt, presentedFingerprint: row.presentedFingerprint ?? undefined }];
}

const columns = ({ presentedFingerprint, ...change }: ClusterChange): Partial<Row> => ({
  ...change,
  ...(presentedFingerprint === undefined ? {} : { presentedFingerprint }),
});

/** A {@link ClusterStore} on the database, or on one of its transactions. */
export function createClusterStore(orm: Orm): ClusterStore {
  const isAttached = (id: string) => and(eq(clusters.id, id), isNotNull(clusters.attachedAt));
  const isJoining = (id: string) => and(eq(clusters.id, id), isNull(clusters.attachedAt));

  /** Of this very attach; of a row without one, the key decides. */
  const isOf = ({ id, keyId, workflowId }: JoiningOf) =>
    and(
      eq(clusters.id, id),
      eq(clusters.keyId, keyId),
      or(eq(clusters.workflowId, workflowId), isNull(clusters.workflowId)),
    );

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
      const added = await orm
        .insert(clusters)
        .values({
          ...cluster,
          apiEndpoints: [...cluster.apiEndpoints],
          discoveryEndpoints: [...cluster.discoveryEndpoints],
        })
        .onConflictDoNothing()
        .returning({ id: clusters.id });
      if (added.length > 0) return true;
      const own = await orm.select({ id: clusters.id }).from(clusters).where(isOf(cluster));
      return own.length > 0;
    },
    async admit(joining) {
      await orm
        .update(clusters)
        .set({ attachedAt: new Date() })
        .where(and(isOf(joining), isNull(clusters.attachedAt)));
      const rows = await orm.select().from(clusters).where(isOf(joining));
      return rows.flatMap(attached)[0];
    },
    async dropJoining(joining) {
      const dropped = await orm
        .delete(clusters)
        .where(and(isOf(joining), isNull(clusters.attachedAt)))
        .returning({ id: clusters.id });
      return dropped.length > 0;
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
