import { ALLOW_ANY, ALLOW_NONE } from '@asterism/api-types/rules/access-lists';
import { describe, expect, it } from 'vitest';
import { createRequest } from './create-request.ts';
import { createVolumeForm, type CreateVolumeForm } from '#/features/volumes/volume-schema.ts';

const FORM: CreateVolumeForm = {
  name: 'db-1',
  projectName: 'acme',
  size: '1.5 GiB',
  replicaCount: '2',
  compression: true,
  acl: [ALLOW_NONE],
  IPAcl: [ALLOW_ANY],
  qosPolicyName: '',
  labels: [],
  sectorSize: 'sectorSize_Default',
  clusterId: '',
};

const problems = (form: CreateVolumeForm) => {
  const parsed = createVolumeForm.safeParse(form);
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.'));
};

describe('createRequest', () => {
  it('leaves out what was left open', () => {
    expect(createRequest(FORM)).toEqual({
      name: 'db-1',
      projectName: 'acme',
      size: '1610612736',
      replicaCount: 2,
      compression: 'true',
      acl: { values: [ALLOW_NONE] },
      IPAcl: { values: [ALLOW_ANY] },
      sectorSize: 'sectorSize_Default',
    });
  });

  it('names the cluster that was chosen', () => {
    expect(createRequest({ ...FORM, clusterId: 'c-1' })).toMatchObject({
      placementRestrictions: [{ labelValueKeyPairs: [{ key: 'ClusterID', value: 'c-1' }] }],
    });
  });
});

describe('the form of a new volume', () => {
  it('takes what the contract takes', () => {
    expect(problems(FORM)).toEqual([]);
  });

  it('names every field that the contract would refuse', () => {
    const bad = {
      ...FORM,
      name: 'no spaces',
      projectName: '',
      size: 'much',
      acl: [ALLOW_ANY, 'nqn.a'],
      IPAcl: ['300.1.1.1'],
      labels: [{ key: '', value: 'x' }],
    };
    expect(new Set(problems(bad))).toEqual(
      new Set(['name', 'projectName', 'size', 'acl', 'IPAcl', 'labels']),
    );
  });
});
