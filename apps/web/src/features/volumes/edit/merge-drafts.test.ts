import { describe, expect, it } from 'vitest';
import { mergeDrafts, openFields, resolve, theirFields } from './merge-drafts.ts';
import type { VolumeDraft } from '#/features/volumes/volume-draft.ts';

const BASE: VolumeDraft = {
  name: 'db-1',
  size: '100 GiB',
  compression: true,
  acl: ['nqn.a', 'nqn.b'],
  IPAcl: ['ALLOW_ANY'],
  qosPolicyName: '',
  labels: [{ key: 'tier', value: 'gold' }],
};

describe('a draft meets another version', () => {
  it('is undisturbed when nothing that a draft holds has changed', () => {
    const merge = mergeDrafts(BASE, { ...BASE, size: '200 GiB' }, BASE);
    expect(theirFields(merge)).toEqual([]);
    expect(merge.differences).toEqual([{ field: 'size', changedBy: 'mine' }]);
  });

  it('takes the same thing written differently for no change', () => {
    const theirs = { ...BASE, size: '102400 MiB', acl: ['nqn.b', 'nqn.a'] };
    expect(theirFields(mergeDrafts(BASE, BASE, theirs))).toEqual([]);
  });

  it('merges changes of different fields by itself', () => {
    const merge = mergeDrafts(
      BASE,
      { ...BASE, size: '200 GiB' },
      { ...BASE, compression: false, labels: [] },
    );
    expect(openFields(merge, {})).toEqual([]);
    expect(resolve(merge, {})).toEqual({
      ...BASE,
      size: '200 GiB',
      compression: false,
      labels: [],
    });
  });

  it('asks for a choice where both have changed the same field differently', () => {
    const merge = mergeDrafts(
      BASE,
      { ...BASE, size: '200 GiB', name: 'db-mine' },
      { ...BASE, size: '300 GiB', name: 'db-theirs' },
    );
    expect(openFields(merge, { name: 'mine' })).toEqual(['size']);
    expect(resolve(merge, { name: 'mine', size: 'theirs' })).toEqual({
      ...BASE,
      name: 'db-mine',
      size: '300 GiB',
    });
  });

  it('asks for nothing where both have made the same change', () => {
    const changed = { ...BASE, size: '200 GiB' };
    expect(mergeDrafts(BASE, changed, { ...BASE, size: '204800 MiB' }).differences).toEqual([]);
  });
});
