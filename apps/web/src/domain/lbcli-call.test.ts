import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { snapshotApi } from '@asterism/api-types/fleet-api/snapshot-api';
import { describe, expect, it } from 'vitest';
import { lbcliCall } from './lbcli-call.ts';

const UUID = '128fa7b3-4328-49c3-be42-974d91f10bd6';

describe('the lbcli command of a call', () => {
  it('has the fields of the request as options, each as one word', () => {
    const input = {
      name: "it's",
      size: String(4n * 2n ** 30n),
      projectName: 'acme',
      replicaCount: 2,
      acl: { values: ['nqn.a'] },
    };
    expect(lbcliCall({ operation: federationApi.createVolume, input })).toBe(
      [
        'lbcli create volume',
        String.raw`--name='it'\''s'`,
        "--size='4 Gib'",
        "--project-name='acme'",
        "--replica-count='2'",
        "--acl='nqn.a'",
      ].join(' \\\n  '),
    );
  });

  it('names a volume where lbcli takes no UUID', () => {
    const input = { projectName: 'acme', name: 'now', sourceVolumeUUID: UUID, retentionTime: '0s' };
    expect(
      lbcliCall({
        operation: snapshotApi.createSnapshot,
        input,
        byName: { sourceVolumeUUID: ['sourceVolumeName', 'db-1'] },
      }),
    ).toBe(
      [
        'lbcli create snapshot',
        "--project-name='acme'",
        "--name='now'",
        "--source-volume-name='db-1'",
      ].join(' \\\n  '),
    );
  });

  it.each([
    ['asks the whole fleet', { operation: fleetApi.listFleetVolumes, input: {} }],
    ['deletes a volume', { operation: federationApi.deleteVolume, input: { UUID } }],
    [
      'rolls a volume back',
      { operation: snapshotApi.rollbackVolume, input: { UUID, srcSnapshotUUID: UUID } },
    ],
    [
      'has a size that is no whole number of GiB',
      { operation: federationApi.createVolume, input: { name: 'a', size: '4096' } },
    ],
    [
      'lists several hosts',
      { operation: federationApi.createVolume, input: { acl: { values: ['nqn.a', 'nqn.b'] } } },
    ],
    [
      'keeps a snapshot for a time',
      { operation: snapshotApi.createSnapshot, input: { name: 'a', retentionTime: '86400s' } },
    ],
    [
      'has a field without a documented option',
      { operation: federationApi.createVolume, input: { name: 'a', qosPolicyName: 'gold' } },
    ],
  ])('is not made up where a call %s', (_, call) => {
    expect(lbcliCall(call)).toBeUndefined();
  });
});
