import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { ok } from '@asterism/api-types/common/result';
import { describe, expect, it } from 'vitest';
import { deleteVolume } from './delete-volume.ts';
import { anError, aVolume } from '#/features/volumes/test-support.ts';

const SEEN = aVolume();
const DONE = { kind: 'done', value: {} } as const;

/** A cluster whose volume is `now`: it deletes it only with the ETag of it. */
function clusterWith(now: Volume) {
  const removed: string[] = [];
  return {
    removed,
    calls: {
      read: async () => ok(now),
      delete: async (_: Volume, ifMatch: string) => {
        if (ifMatch !== now.ETag) {
          return { kind: 'conflict' as const, error: anError(412, 9).error };
        }
        removed.push(ifMatch);
        return DONE;
      },
    },
  };
}

describe('deleteVolume', () => {
  it('deletes the volume that was seen', async () => {
    const { calls, removed } = clusterWith(SEEN);
    expect(await deleteVolume(calls, SEEN)).toEqual(DONE);
    expect(removed).toEqual(['1']);
  });

  it('deletes it as it is now when nothing that matters has changed', async () => {
    const { calls, removed } = clusterWith(aVolume({ ETag: '5', protectionState: 'Degraded' }));
    expect(await deleteVolume(calls, SEEN)).toEqual(DONE);
    expect(removed).toEqual(['5']);
  });

  it('deletes nothing when the volume has changed, and says what has', async () => {
    const now = aVolume({ ETag: '5', connectedHosts: ['nqn.a'], size: String(200n * 1024n ** 3n) });
    const { calls, removed } = clusterWith(now);
    expect(await deleteVolume(calls, SEEN)).toEqual({
      kind: 'conflict',
      now,
      changes: [
        { what: 'Size', before: '100 GiB', now: '200 GiB' },
        { what: 'Connected hosts', before: 'none', now: 'nqn.a' },
      ],
    });
    expect(removed).toEqual([]);
  });

  it('is done when someone else is deleting the volume already', async () => {
    const { calls, removed } = clusterWith(aVolume({ ETag: '5', state: 'Deleting' }));
    expect(await deleteVolume(calls, SEEN)).toEqual(DONE);
    expect(removed).toEqual([]);
  });

  it('says that the volume is busy', async () => {
    const { calls } = clusterWith(SEEN);
    const busy = {
      ...calls,
      delete: async () => ({
        kind: 'refused' as const,
        error: anError(503, 14, 'busy').error,
      }),
    };
    expect(await deleteVolume(busy, SEEN)).toMatchObject({
      kind: 'refused',
      error: { status: 503 },
    });
  });
});
