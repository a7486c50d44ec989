import { expect, test } from 'vitest';
import { volumesOf } from '../targets/volumes.ts';
import type { Target } from '../targets/target.ts';
import type { Ask } from './ask.ts';

const HOW: readonly (readonly [string, (etag: string) => string])[] = [
  ['raw', (etag) => etag],
  ['quoted', (etag) => `"${etag}"`],
  ['*', () => '*'],
];

/** `If-Match`, as the vendor's clients send it and as HTTP has it (lightbits-api §2.3). */
export function testIfMatch({ put, del }: Ask, target: () => Target): void {
  test.each(HOW)('The ETag %s is taken', async (_, written) => {
    const { UUID, ETag } = await volumesOf(target()).createAvailable();
    const headers = { 'if-match': written(ETag) };
    const answer = await put(`/volumes/${UUID}`, { size: '2 gib' }, { headers });
    expect(answer).toMatchObject({ status: 200, text: '{}' });
    const updated = await volumesOf(target()).inState(UUID, 'Available');
    expect(updated.ETag).not.toBe(ETag);
    const deleted = await del(`/volumes/${UUID}`, {
      headers: { 'if-match': written(updated.ETag) },
    });
    expect(deleted).toMatchObject({ status: 200, text: '{}' });
  });

  test('The ETag of before a change is refused after it', async () => {
    const { UUID, ETag } = await volumesOf(target()).createAvailable();
    await put(`/volumes/${UUID}`, { size: '2 gib' });
    await volumesOf(target()).inState(UUID, 'Available');
    const headers = { 'if-match': ETag };
    const answer = await put(`/volumes/${UUID}`, { size: '3 gib' }, { headers });
    expect(answer).toMatchObject({ status: 412, json: { code: 9 } });
  });

  test('A weak ETag is refused', async () => {
    const { UUID, ETag } = await volumesOf(target()).createAvailable();
    const headers = { 'if-match': `W/"${ETag}"` };
    const answer = await put(`/volumes/${UUID}`, { size: '2 gib' }, { headers });
    expect(answer).toMatchObject({ status: 400, json: { code: 3 } });
  });
}
