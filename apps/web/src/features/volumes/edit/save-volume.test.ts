import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { ok } from '@asterism/api-types/common/result';
import { describe, expect, it } from 'vitest';
import { saveVolume } from './save-volume.ts';
import { anError, aVolume } from '#/features/volumes/test-support.ts';
import { draftOf, type UpdateVolumeInput } from '#/features/volumes/volume-draft.ts';

const STALE = anError(412, 9, 'the ETag is another');
const BASE = aVolume();
const DRAFT = { ...draftOf(BASE), size: '200 GiB' };

/** A cluster whose volume is `now`: it takes a change only with the ETag of it. */
function clusterWith(now: Volume) {
  const sent: [UpdateVolumeInput, string][] = [];
  return {
    sent,
    io: {
      read: async () => ok(now),
      update: async (input: UpdateVolumeInput, ifMatch: string) => {
        sent.push([input, ifMatch]);
        return ifMatch === now.ETag ? ok({}) : STALE;
      },
      remove: async () => ok({}),
    },
  };
}

describe('saveVolume', () => {
  it('saves with the ETag that the form was made from', async () => {
    const { io, sent } = clusterWith(BASE);
    expect(await saveVolume(io, BASE, DRAFT)).toEqual({ kind: 'saved' });
    expect(sent.map(([, ifMatch]) => ifMatch)).toEqual(['1']);
  });

  it('saves upon the newest version when only state and numbers have changed', async () => {
    const { io, sent } = clusterWith(aVolume({ ETag: '3', protectionState: 'Degraded' }));
    expect(await saveVolume(io, BASE, DRAFT)).toEqual({ kind: 'saved' });
    expect(sent.map(([, ifMatch]) => ifMatch)).toEqual(['1', '3']);
  });

  it('hands over a conflict when others have changed what a form holds, and saves nothing', async () => {
    const now = aVolume({ ETag: '3', compression: 'false' });
    const { io, sent } = clusterWith(now);
    const outcome = await saveVolume(io, BASE, DRAFT);
    expect(outcome).toMatchObject({ kind: 'conflict', now: { ETag: '3' } });
    expect(sent).toHaveLength(1);
  });

  it('tells why the state refuses, and keeps from trying again', async () => {
    const { io, sent } = clusterWith(aVolume({ ETag: '3', state: 'Updating' }));
    expect(await saveVolume(io, BASE, DRAFT)).toMatchObject({ kind: 'refused' });
    expect(sent).toHaveLength(1);
  });

  it('takes a 400 with code 9 for a failure when the volume is as it was', async () => {
    const { io } = clusterWith(BASE);
    const refusing = { ...io, update: async () => anError(400, 9, 'the volume has failed') };
    expect(await saveVolume(refusing, BASE, DRAFT)).toMatchObject({
      kind: 'failed',
      error: { message: 'the volume has failed' },
    });
  });

  it('tells when the volume is gone', async () => {
    const { io } = clusterWith(aVolume({ ETag: '2' }));
    const gone = { ...io, read: async () => anError(404, 5) };
    expect(await saveVolume(gone, BASE, DRAFT)).toEqual({ kind: 'gone' });
  });
});
