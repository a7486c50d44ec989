import { describe, expect, it } from 'vitest';
import { volume } from '../cluster-api/volume.ts';
import { applyChange, type ChangedFields } from './apply-change.ts';

const GIB = 1024n ** 3n;
const HOST = 'nqn.2024-01.com.example:a';
const OTHER = 'nqn.2024-01.com.example:b';

const aVolume = (fields: Partial<ChangedFields> = {}): ChangedFields => ({
  ...volume.parse({ UUID: '3f2a0000-0000-4000-8000-000000000001' }),
  size: String(10n * GIB),
  acl: { values: ['ALLOW_NONE'] },
  IPAcl: { values: ['ALLOW_ANY'] },
  ...fields,
});

const done = (value: unknown) => ({ ok: true, value });
const label = (key: string, value: string) => ({ key, value });

describe('the size of many volumes', () => {
  it('is what each is to have at least', () =>
    expect(applyChange({ size: '12 GiB' }, aVolume())).toEqual(done({ size: String(12n * GIB) })));
  it.each(['10 GiB', '2 GiB'])('is left alone where it is %s or more already', (size) =>
    expect(applyChange({ size }, aVolume())).toEqual(done(undefined)),
  );
});

describe('the hosts of many volumes', () => {
  it.each([
    ['are added to those of each', [HOST], { add: [OTHER] }, [HOST, OTHER]],
    ['take the place of nobody', ['ALLOW_NONE'], { add: [HOST] }, [HOST]],
    ['leave nobody behind', [HOST], { remove: [HOST] }, ['ALLOW_NONE']],
    ['are replaced as a whole', [HOST], { replace: [OTHER] }, [OTHER]],
    [
      'take the place of everybody when that is taken out',
      ['ALLOW_ANY'],
      { remove: ['ALLOW_ANY'], add: [HOST] },
      [HOST],
    ],
  ])('%s', (_, values, acl, expected) =>
    expect(applyChange({ acl }, aVolume({ acl: { values } }))).toEqual(
      done({ acl: { values: expected } }),
    ),
  );
  it.each([
    ['has it already', [HOST], { add: [HOST] }],
    ['lets everybody in', ['ALLOW_ANY'], { add: [HOST] }],
    ['never had it', [OTHER], { remove: [HOST] }],
    ['has the same in another order', [OTHER, HOST], { replace: [HOST, OTHER] }],
  ])('change nothing on a volume that %s', (_, values, acl) =>
    expect(applyChange({ acl }, aVolume({ acl: { values } }))).toEqual(done(undefined)),
  );
  it('are refused where there would be too many addresses', () => {
    const values = Array.from({ length: 16 }, (_, index) => `10.0.0.${index}`);
    const changed = applyChange({ IPAcl: { add: ['10.0.1.1'] } }, aVolume({ IPAcl: { values } }));
    expect(changed).toEqual({ ok: false, error: 'the IP ACL must be at most 16 addresses' });
  });
});

describe('the labels of many volumes', () => {
  const labels = [label('app', 'orders'), label('tier', 'gold')];
  it('are set by key, and the others stay', () =>
    expect(applyChange({ labels: { set: [label('tier', 'iron')] } }, aVolume({ labels }))).toEqual(
      done({ labels: [label('app', 'orders'), label('tier', 'iron')] }),
    ));
  it('are removed by key', () =>
    expect(applyChange({ labels: { remove: ['tier', 'none'] } }, aVolume({ labels }))).toEqual(
      done({ labels: [label('app', 'orders')] }),
    ));
  it('are not all removed, for no cluster does that', () =>
    expect(applyChange({ labels: { remove: ['app', 'tier'] } }, aVolume({ labels })).ok).toBe(
      false,
    ));
});

it('changes several things at once, and names only those that are other than they were', () =>
  expect(
    applyChange(
      { size: '20 GiB', qosPolicyName: 'gold', acl: { add: [HOST] } },
      aVolume({ qosPolicyName: 'gold' }),
    ),
  ).toEqual(done({ size: String(20n * GIB), acl: { values: [HOST] } })));
