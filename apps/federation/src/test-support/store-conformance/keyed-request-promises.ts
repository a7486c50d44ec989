import { describe, expect, test } from 'vitest';
import type { ClaimedRequest, KeyedContent } from '../../store/keyed-request-store.ts';
import type { ConformanceSubject } from './conformance-subject.ts';

/** What the requests with an idempotency key promise, on any database. */
export function keyedRequestPromises(subject: ConformanceSubject): void {
  /** Two replicas on one database. */
  const one = () => subject.stores().keyedRequests;
  const other = () => subject.stores().keyedRequests;

  const content = (key: string, facts: Partial<KeyedContent> = {}): KeyedContent => ({
    principal: 'admin',
    operation: 'createVolume',
    key,
    hash: 'content',
    ...facts,
  });
  async function claimed(wanted: KeyedContent): Promise<ClaimedRequest> {
    const claim = await one().claim(wanted);
    if (claim.kind !== 'claimed') throw new Error(`it is ${claim.kind}`);
    return claim.request;
  }
  const move = (column: 'held_until' | 'expires_at', key: string) =>
    subject
      .database()
      .query(
        `update federation.keyed_requests set ${column} = now() - interval '1 second' where key = '${key}'`,
      );

  describe('the requests with an idempotency key', () => {
    test('are given to one of two replicas that claim at once', async () => {
      const claims = await Promise.all([one().claim(content('a')), other().claim(content('a'))]);
      expect(claims.map(({ kind }) => kind).toSorted()).toEqual(['claimed', 'under way']);
    });

    test('keep the answer for every replica, byte by byte', async () => {
      const request = await claimed(content('b'));
      expect(request.isRepeat).toBe(false);
      await request.answer('{"UUID":"1" }');
      expect(await other().claim(content('b'))).toEqual({
        kind: 'answered',
        answer: '{"UUID":"1" }',
      });
    });

    test('are other requests for another person, operation or key, and the key holds one content', async () => {
      await (await claimed(content('c'))).answer('{}');
      const others = [{ principal: 'other' }, { operation: 'attachCluster' }, { key: 'd' }];
      for (const differs of others) {
        await (await claimed(content('c', differs))).answer(JSON.stringify(differs));
      }
      for (const differs of [{}, ...others]) {
        expect(await other().claim(content('c', differs))).toEqual({
          kind: 'answered',
          answer: JSON.stringify(differs),
        });
      }
      expect(await other().claim(content('c', { hash: 'else' }))).toEqual({
        kind: 'other content',
      });
    });

    test('are claimed anew once they were forgotten, and as a repeat once they were left open', async () => {
      const refused = await claimed(content('e'));
      await refused.forget();
      const second = await claimed(content('e'));
      expect(second.isRepeat).toBe(false);
      await second.leaveOpen();
      const third = await claimed(content('e'));
      expect(third).toMatchObject({ isRepeat: true, submission: second.submission });
      expect(third.begunAt).toEqual(second.begunAt);
    });

    test('of a process that died are a repeat for the next one, and its late answer does not count', async () => {
      const dead = await claimed(content('f'));
      await move('held_until', 'f');
      const next = await claimed(content('f'));
      expect(next).toMatchObject({ isRepeat: true, submission: dead.submission });
      await dead.answer('{"late":true}');
      await dead.forget();
      expect(await other().claim(content('f'))).toEqual({ kind: 'under way' });
      await next.answer('{}');
      expect(await other().claim(content('f'))).toEqual({ kind: 'answered', answer: '{}' });
    });

    test('are gone after a day', async () => {
      await (await claimed(content('g'))).answer('{}');
      const { rows } = await subject
        .database()
        .query(
          `select expires_at - begun_at = interval '24 hours' as day from federation.keyed_requests where key = 'g'`,
        );
      expect(rows).toEqual([{ day: true }]);
      await move('expires_at', 'g');
      expect((await claimed(content('g'))).isRepeat).toBe(false);
    });
  });
}
