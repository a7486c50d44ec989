import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { ok } from '@asterism/api-types/common/result';
import type { UpdateVolumeInput } from '#/api/volume-writes.ts';
import { describe, expect, it } from 'vitest';
import { saveVolume } from './save-volume.ts';
import { anError, aVolume } from '#/features/volumes/test-support.ts';
import { draftOf } from '#/features/volumes/volume-draft.ts';

const DONE = { kind: 'done', value: {} } as const;
const saved = (...kept: readonly string[]) => ({ kind: 'done', value: { kept } });
const STALE = { kind: 'conflict', error: anError(412, 9, 'the ETag is another').error } as const;
const BASE = aVolume();
const DRAFT = { ...draftOf(BASE), size: '200 GiB' };

/** A cluster whose volume is `now`: it takes a change only with the ETag of it. */
function clusterWith(now: Volume) {
  const sent: [UpdateVolumeInput, string][] = [];
  return {
    sent,
    calls: {
      read: async () => ok(now),
      update: async (input: UpdateVolumeInput, ifMatch: string) => {
        sent.push([input, ifMatch]);
        return ifMatch === now.ETag ? DONE : STALE;
      },
    },
  };
}

describe('saveVolume', () => {
  it('saves with the ETag that the form was made from', async () => {
    const { calls, sent } = clusterWith(BASE);
    expect(await saveVolume(calls, BASE, DRAFT)).toEqual(saved());
    expect(sent.map(([, ifMatch]) => ifMatch)).toEqual(['1']);
  });

  it('saves upon the newest version when only state and numbers have changed', async () => {
    const { calls, sent } = clusterWith(aVolume({ ETag: '3', protectionState: 'Degraded' }));
    expect(await saveVolume(calls, BASE, DRAFT)).toEqual(saved());
    expect(sent.map(([, ifMatch]) => ifMatch)).toEqual(['1', '3']);
  });

  it('saves beside what others have changed of other fields, sends none of those, and says which they are', async () => {
    const now = aVolume({ ETag: '3', compression: 'false', labels: [] });
    const { calls, sent } = clusterWith(now);
    expect(await saveVolume(calls, BASE, DRAFT)).toEqual(saved('compression', 'labels'));
    expect(sent.at(-1)).toEqual([
      { UUID: BASE.UUID, projectName: BASE.projectName, size: '214748364800' },
      '3',
    ]);
  });

  it('has nothing to send when somebody else has made the same change', async () => {
    const { calls, sent } = clusterWith(aVolume({ ETag: '3', size: '214748364800' }));
    expect(await saveVolume(calls, BASE, DRAFT)).toEqual(saved('size'));
    expect(sent).toHaveLength(1);
  });

  it('hands over a conflict when others have changed what the draft changes, and saves nothing', async () => {
    const now = aVolume({ ETag: '3', size: '322122547200', compression: 'false' });
    const { calls, sent } = clusterWith(now);
    const outcome = await saveVolume(calls, BASE, DRAFT);
    expect(outcome).toMatchObject({ kind: 'conflict', now: { ETag: '3' } });
    expect(sent).toHaveLength(1);
  });

  it('says why the state refuses, and does not try again', async () => {
    const { calls, sent } = clusterWith(aVolume({ ETag: '3', state: 'Updating' }));
    expect(await saveVolume(calls, BASE, DRAFT)).toMatchObject({ kind: 'notNow' });
    expect(sent).toHaveLength(1);
  });

  it('takes a 400 with code 9 for a failure when the volume is as it was', async () => {
    const { calls } = clusterWith(BASE);
    const refusing = {
      ...calls,
      update: async () => ({
        kind: 'conflict' as const,
        error: anError(400, 9, 'the volume has failed').error,
      }),
    };
    expect(await saveVolume(refusing, BASE, DRAFT)).toMatchObject({
      kind: 'refused',
      error: { message: 'the volume has failed' },
    });
  });

  it('says that the volume is gone', async () => {
    const { calls } = clusterWith(aVolume({ ETag: '2' }));
    const gone = { ...calls, read: async () => anError(404, 5) };
    expect(await saveVolume(gone, BASE, DRAFT)).toMatchObject({ kind: 'notFound' });
  });
});
