import { describe, expect, it } from 'vitest';
import { aVolume } from './test-support.ts';
import { draftOf } from './volume-draft.ts';
import { editVolumeForm } from './volume-schema.ts';

const VOLUME = aVolume();
const FORM = { ...draftOf(VOLUME), allowShrink: false };

const problems = (form: unknown) => {
  const parsed = editVolumeForm(VOLUME).safeParse(form);
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.'));
};

describe('the form of a change', () => {
  it('takes the volume as it is', () => {
    expect(problems(FORM)).toEqual([]);
  });

  it('lets a volume shrink only when that is allowed on purpose', () => {
    const smaller = { ...FORM, size: '10 GiB' };
    expect(problems(smaller)).toEqual(['size']);
    expect(problems({ ...smaller, allowShrink: true })).toEqual([]);
  });

  it('does not promise to take away the last label, which the API cannot', () => {
    expect(problems({ ...FORM, labels: [] })).toEqual(['labels']);
  });
});
