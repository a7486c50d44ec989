import { randomUUID } from 'node:crypto';
import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import type { Orm } from '@asterism/database/database';
import { reservedNames } from './schema.ts';

/** What became of a name: nobody has it, or something has or may have it. */
export type NameOutcome = 'free' | 'given';

/** Ends a reservation. A name that was given stays reserved until every replica had the time to read it. */
export type EndReservation = (outcome: NameOutcome) => Promise<void>;

/** Keeps names free of a second user, over all replicas, while something is being created or renamed. */
export interface NameReservations {
  /** Undefined when somebody else has the name. What is not ended, because its process died, lapses by itself. */
  reserve(projectName: string, name: string): Promise<EndReservation | undefined>;
  /** Whether something is being given the name, or was a moment ago, or may have been. */
  isReserved(projectName: string, name: string): Promise<boolean>;
  /** Whatever had the name has it no more. */
  release(projectName: string, name: string): Promise<void>;
}

/** Longer than a creation takes, and than it takes every replica to read all volumes anew; in milliseconds. */
export const RESERVED_MS = 60_000;
const kept = sql`now() + ${RESERVED_MS} * interval '1 millisecond'`;

/** What was to be done with the name is done: trouble with the database now must not turn that into a failure. */
const orLapse = (written: Promise<unknown>): Promise<void> =>
  written.then(
    () => undefined,
    () => undefined,
  );

/** Reservations in the database, of the names of one kind of thing. */
export function createNameReservations(orm: Orm, kind: 'volume' | 'snapshot'): NameReservations {
  const of = (projectName: string, name: string) =>
    and(
      eq(reservedNames.kind, kind),
      eq(reservedNames.projectName, projectName),
      eq(reservedNames.name, name),
    );

  return {
    async reserve(projectName, name) {
      const holder = randomUUID();
      await orm.delete(reservedNames).where(lt(reservedNames.until, sql`now()`));
      const [reserved] = await orm
        .insert(reservedNames)
        .values({ kind, projectName, name, holder, until: kept })
        .onConflictDoNothing()
        .returning({ holder: reservedNames.holder });
      if (reserved === undefined) return undefined;
      const ours = and(of(projectName, name), eq(reservedNames.holder, holder));
      return (outcome) =>
        orLapse(
          outcome === 'free'
            ? orm.delete(reservedNames).where(ours)
            : orm.update(reservedNames).set({ holder: null, until: kept }).where(ours),
        );
    },
    async isReserved(projectName, name) {
      const [reserved] = await orm
        .select({ until: reservedNames.until })
        .from(reservedNames)
        .where(and(of(projectName, name), gt(reservedNames.until, sql`now()`)));
      return reserved !== undefined;
    },
    release: (projectName, name) =>
      orLapse(
        orm.delete(reservedNames).where(and(of(projectName, name), isNull(reservedNames.holder))),
      ),
  };
}
