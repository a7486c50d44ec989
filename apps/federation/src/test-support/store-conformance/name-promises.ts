import { describe, expect, test } from 'vitest';
import type { ConformanceSubject } from './conformance-subject.ts';

/** What the reservations of names promise, on any database. */
export function namePromises(subject: ConformanceSubject): void {
  /** Two replicas on one database. */
  const one = () => subject.stores().volumeNames;
  const other = () => subject.stores().volumeNames;

  const lapse = () =>
    subject
      .database()
      .query(`update federation.reserved_names set until = now() - interval '1 second'`);

  describe('the reservations of names', () => {
    test('give a name to one of two replicas, and it is free again when nothing came of it', async () => {
      const ends = await Promise.all([one().reserve('p', 'a'), other().reserve('p', 'a')]);
      expect(ends.filter((end) => end !== undefined)).toHaveLength(1);
      for (const end of ends) await end?.('free');
      expect(await other().reserve('p', 'a')).toBeDefined();
    });

    test('take the same name in another project, or of another kind of thing, for another name', async () => {
      await one().reserve('p', 'b');
      expect(await other().reserve('q', 'b')).toBeDefined();
      const { snapshotNames } = subject.stores();
      expect(await snapshotNames.reserve('p', 'b')).toBeDefined();

      const end = await one().reserve('p', 'f');
      await end?.('given');
      expect(await snapshotNames.isReserved('p', 'f')).toBe(false);
      await snapshotNames.release('p', 'f');
      expect(await one().isReserved('p', 'f')).toBe(true);
    });

    test('keep a name that was given from everybody else until it is free again', async () => {
      const end = await one().reserve('p', 'c');
      await end?.('given');
      expect(await other().isReserved('p', 'c')).toBe(true);
      expect(await other().reserve('p', 'c')).toBeUndefined();
      await other().release('p', 'c');
      expect(await other().isReserved('p', 'c')).toBe(false);
      expect(await other().reserve('p', 'c')).toBeDefined();
      await one().release('p', 'c');
      expect(await one().reserve('p', 'c')).toBeUndefined();
    });

    test('of a process that died lapse, and its end does no harm to who has the name then', async () => {
      const end = await one().reserve('p', 'd');
      await lapse();
      expect(await other().isReserved('p', 'd')).toBe(false);
      expect(await other().reserve('p', 'd')).toBeDefined();
      await end?.('free');
      expect(await one().reserve('p', 'd')).toBeUndefined();
      await lapse();
      await one().reserve('p', 'e');
      const { rows } = await subject.database().query('select name from federation.reserved_names');
      expect(rows).toEqual([{ name: 'e' }]);
    });
  });
}
