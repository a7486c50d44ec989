import { describe, expect, it } from 'vitest';
import { aVolume } from './test-support.ts';
import { draftOf, FIELD_TEXT, shrinks, updateRequest } from './volume-draft.ts';

const VOLUME = aVolume();
const WHICH = { UUID: VOLUME.UUID, projectName: 'acme' };

describe('FIELD_TEXT', () => {
  it('distinguishes two sizes that are rounded to the same text', () => {
    const size = (text: string) => FIELD_TEXT.size({ ...draftOf(VOLUME), size: text });
    expect(size('1536 GiB')).toBe('1.5 TiB');
    expect(size('1649267449856 B')).toBe('1.5 TiB (1,649,267,449,856 bytes)');
  });
});

describe('updateRequest', () => {
  it('sends nothing but which volume when nothing has changed', () => {
    const rewritten = { ...draftOf(VOLUME), size: '102400 MiB' };
    expect(updateRequest(VOLUME, rewritten)).toEqual(WHICH);
  });

  it('sends only what has changed, sizes in bytes and compression as text', () => {
    const draft = { ...draftOf(VOLUME), size: '1 TiB', compression: false, name: 'db-2' };
    expect(updateRequest(VOLUME, draft)).toEqual({
      ...WHICH,
      newName: 'db-2',
      size: '1099511627776',
      compression: 'false',
    });
  });

  it('sends the whole list when one entry of it has changed', () => {
    const draft = { ...draftOf(VOLUME), acl: ['nqn.a', 'nqn.b'] };
    expect(updateRequest(VOLUME, draft)).toEqual({ ...WHICH, acl: { values: ['nqn.a', 'nqn.b'] } });
  });

  it('forces a shrink, which the form has asked about', () => {
    const draft = { ...draftOf(VOLUME), size: '10 GiB' };
    expect(shrinks(VOLUME, draft.size)).toBe(true);
    expect(updateRequest(VOLUME, draft)).toEqual({ ...WHICH, size: '10737418240', Force: true });
  });
});
