import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { ok } from '@asterism/api-types/common/result';
import { describe, expect, it } from 'vitest';
import { deleteVolume } from './delete-volume.ts';
import { anError, aVolume } from '#/features/volumes/test-support.ts';

const SEEN = aVolume();

/** A cluster whose volume is `now`: it deletes it only with the ETag of it. */
function clusterWith(now: Volume) {
  const removed: string[] = [];
  return {
    removed,
    io: {
      read: async () => ok(now),
      update: async () => ok({}),
      remove: async (_: Volume, ifMatch: string) => {
        if (ifMatch !== now.ETag) return anError(412, 9);
        removed.push(ifMatch);
        return ok({});
      },
    },
  };
}

describe('deleteVolume', () => {
  it('deletes the volume that was seen', async () => {
    const { io, removed } = clusterWith(SEEN);
    expect(await deleteVolume(io, SEEN)).toEqual({ kind: 'accepted' });
    expect(removed).toEqual(['1']);
  });

  it('deletes it as it is now when nothing that matters has changed', async () => {
    const { io, removed } = clusterWith(aVolume({ ETag: '5', protectionState: 'Degraded' }));
    expect(await deleteVolume(io, SEEN)).toEqual({ kind: 'accepted' });
    expect(removed).toEqual(['5']);
  });

  it('deletes nothing when it has changed, and tells what has', async () => {
    const now = aVolume({ ETag: '5', connectedHosts: ['nqn.a'], size: String(200n * 1024n ** 3n) });
    const { io, removed } = clusterWith(now);
    expect(await deleteVolume(io, SEEN)).toEqual({
      kind: 'changed',
      now,
      changes: [
        { what: 'Size', before: '100 GiB', now: '200 GiB' },
        { what: 'Connected hosts', before: 'none', now: 'nqn.a' },
      ],
    });
    expect(removed).toEqual([]);
  });

  it('is content when somebody else is deleting it already', async () => {
    const { io, removed } = clusterWith(aVolume({ ETag: '5', state: 'Deleting' }));
    expect(await deleteVolume(io, SEEN)).toEqual({ kind: 'accepted' });
    expect(removed).toEqual([]);
  });

  it('tells when it is busy', async () => {
    const { io } = clusterWith(SEEN);
    const busy = { ...io, remove: async () => anError(503, 14, 'busy') };
    expect(await deleteVolume(busy, SEEN)).toMatchObject({
      kind: 'failed',
      error: { status: 503 },
    });
  });
});
