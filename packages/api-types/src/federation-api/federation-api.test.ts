import { describe, expect, test } from 'vitest';
import { federationApi } from './federation-api.ts';

// Written down from the API reference, not from the contract: the two must agree.
const REFERENCE = [
  ['getServiceCredentials', 'GET', '/api/v2/cf-service-credentials', [401]],
  ['login', 'POST', '/api/v2/cflogin', [401, 500]],
  ['listClusters', 'GET', '/api/v2/clusters', [401]],
  ['attachCluster', 'POST', '/api/v2/clusters', [400, 401, 500]],
  ['detachCluster', 'DELETE', '/api/v2/clusters/{cid}', [400, 401, 500]],
  ['listWorkflows', 'GET', '/api/v2/workflows', [400, 401, 500]],
  ['getWorkflow', 'GET', '/api/v2/workflows/{workflowId}', [400, 401, 500]],
  ['getCluster', 'GET', '/api/v2/cluster', [401, 403, 500]],
  ['listVolumes', 'GET', '/api/v2/volumes', [400, 401, 403, 500]],
  ['createVolume', 'POST', '/api/v2/volumes', [400, 401, 403, 409, 500]],
  ['getVolume', 'GET', '/api/v2/volumes/{UUID}', [400, 401, 403, 404, 500]],
  ['deleteVolume', 'DELETE', '/api/v2/volumes/{UUID}', [400, 401, 403, 404, 409, 412, 500, 503]],
  ['updateVolume', 'PUT', '/api/v2/volumes/{UUID}', [400, 401, 403, 404, 409, 412, 500, 501, 503]],
] as const;

describe('the contract of the federation', () => {
  test('has the 13 operations of the reference and no other', () => {
    expect(Object.keys(federationApi).toSorted()).toEqual(
      REFERENCE.map(([name]) => name).toSorted(),
    );
  });

  test.each(REFERENCE)('%s is %s %s with its documented statuses', (name, method, path, errors) => {
    expect(federationApi[name]).toMatchObject({ method, path, errors });
  });

  test('a cluster without a status is Connected, and every field is there', () => {
    const [cluster] = federationApi.listClusters.output.parse({ clusters: [{ id: 'x' }] }).clusters;
    expect(cluster).toEqual({
      id: 'x',
      name: '',
      version: '',
      subsystemNqn: '',
      apiEndpoints: [],
      discoveryEndpoints: [],
      clusterConnectionStatus: { accessConnectionStatus: 'Connected' },
      provisionedToEffectiveStorageRatio: '',
    });
  });

  test.each([
    ['0', 100],
    ['7', 7],
    ['100000', 100],
  ])('pageSize %s means %i workflows', (pageSize, count) => {
    expect(federationApi.listWorkflows.input.parse({ pageSize }).pageSize).toBe(count);
  });

  test.each(['-1', 'abc', '', '1.5'])('pageSize %j is refused', (pageSize) => {
    expect(federationApi.listWorkflows.input.safeParse({ pageSize }).success).toBe(false);
  });
});

describe('a volume to create', () => {
  const good = {
    name: 'v',
    size: '4 gib',
    replicaCount: '2',
    acl: { values: ['ALLOW_NONE'] },
    projectName: 'default',
  };
  const parse = (change: object) =>
    federationApi.createVolume.input.safeParse({ ...good, ...change });

  test('reads what existing clients send', () => {
    expect(parse({ compression: 'True' }).data).toEqual({
      ...good,
      replicaCount: 2,
      compression: true,
    });
    expect(parse({ replicaCount: 3, labels: [{ key: 'a', value: 'b' }] }).success).toBe(true);
  });

  test.each([
    ['size', { size: 4096 }],
    ['size', { size: '0' }],
    ['name', { name: 'a b' }],
    ['replicaCount', { replicaCount: 4 }],
    ['replicaCount', { replicaCount: '3.5' }],
    ['acl', { acl: ['a'] }],
    ['acl', { acl: { values: [] } }],
    ['IPAcl', { IPAcl: { values: ['10.0.0.0/8'] } }],
    ['compression', { compression: true }],
    ['sectorSize', { sectorSize: 'sectorSize_1K' }],
    ['labels', { labels: Array.from({ length: 17 }, (_, i) => ({ key: `k${i}`, value: 'v' })) }],
    ['projectName', { projectName: undefined }],
    [
      'placementRestrictions',
      { placementRestrictions: [{ labelValueKeyPairs: [{ key: 'Rack', value: '1' }] }] },
    ],
  ])('bad %s is refused by name', (field, change) => {
    expect(parse(change).error?.issues[0]?.path[0]).toBe(field);
  });
});
