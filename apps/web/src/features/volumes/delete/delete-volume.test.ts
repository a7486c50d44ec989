import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { ok } from '@asterism/api-types/common/result';
import type { TaskFailure } from '@asterism/api-types/fleet-api/fleet-task';
import { describe, expect, it } from 'vitest';
import { anError, aVolume } from '#/features/volumes/test-support.ts';
import { aTask } from '#/test-support/a-task.ts';
import { deleteVolume, type DeleteCalls } from './delete-volume.ts';

const SEEN = aVolume();
const DRAFT = aTask({ state: 'DRAFT', total: 1 });

/** A federation whose volume is `now`; with a reason, it can be deleted by nobody. */
function federationWith(now: Volume, refusal?: TaskFailure) {
  const did: string[] = [];
  const calls: DeleteCalls = {
    async draft({ ETag }) {
      const skipped = refusal === undefined ? 0 : 1;
      const risks = { mayBeInUse: 0, modified: ETag === now.ETag ? 0 : 1 };
      return { kind: 'done', value: { ...DRAFT, risks, counts: { ...DRAFT.counts, skipped } } };
    },
    whyNot: async () => refusal,
    read: async () => ok(now),
    discard: () => void did.push('discarded'),
    async start(draft) {
      did.push('started');
      return { kind: 'done', value: { ...draft, state: 'PENDING' } };
    },
  };
  return { calls, did };
}

describe('deleteVolume', () => {
  it('has the volume deleted that was seen', async () => {
    const { calls, did } = federationWith(SEEN);
    expect(await deleteVolume(calls, SEEN)).toMatchObject({ kind: 'done' });
    expect(did).toEqual(['started']);
  });

  it('has it deleted as it is now when nothing that matters has changed', async () => {
    const { calls, did } = federationWith(aVolume({ ETag: '5', protectionState: 'Degraded' }));
    expect(await deleteVolume(calls, SEEN)).toMatchObject({ kind: 'done' });
    expect(did).toEqual(['started']);
  });

  it('deletes nothing when the volume has changed, and says what has', async () => {
    const now = aVolume({ ETag: '5', connectedHosts: ['nqn.a'], size: String(200n * 1024n ** 3n) });
    const { calls, did } = federationWith(now);
    expect(await deleteVolume(calls, SEEN)).toEqual({
      kind: 'conflict',
      now,
      changes: [
        { what: 'Size', before: '100 GiB', now: '200 GiB' },
        { what: 'Connected hosts', before: 'none', now: 'nqn.a' },
      ],
    });
    expect(did).toEqual(['discarded']);
  });

  it('says why it cannot be deleted now', async () => {
    const { calls, did } = federationWith(SEEN, { kind: 'state', reason: 'It is migrating.' });
    expect(await deleteVolume(calls, SEEN)).toEqual({ kind: 'notNow', reason: 'It is migrating.' });
    expect(did).toEqual(['discarded']);
  });

  it('says that the federation is busy', async () => {
    const { calls } = federationWith(SEEN);
    const { error } = anError(503, 14, 'busy');
    const busy = { ...calls, draft: async () => ({ kind: 'refused' as const, error }) };
    expect(await deleteVolume(busy, SEEN)).toEqual({ kind: 'refused', error });
  });
});
