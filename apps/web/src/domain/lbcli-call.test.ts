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
      size: '4096',
      projectName: 'acme',
      replicaCount: 2,
      acl: { values: ['nqn.a', 'nqn.b'] },
      labels: [{ key: 'tier', value: 'gold' }],
    };
    expect(lbcliCall({ operation: federationApi.createVolume, input })).toBe(
      [
        'lbcli create volume',
        String.raw`--name='it'\''s'`,
        "--size='4096'",
        "--project-name='acme'",
        "--replica-count='2'",
        "--acl='nqn.a,nqn.b'",
        "--labels='tier=gold'",
      ].join(' \\\n  '),
    );
  });

  it('rolls a volume back to a snapshot', () => {
    const input = { projectName: 'acme', UUID, srcSnapshotUUID: UUID };
    expect(lbcliCall({ operation: snapshotApi.rollbackVolume, input })).toContain(
      `--src-snapshot-uuid='${UUID}'`,
    );
  });

  it.each([
    ['asks the whole fleet', { operation: fleetApi.listFleetVolumes, input: {} }],
    [
      'has a field without a documented option',
      { operation: federationApi.updateVolume, input: { UUID, qosPolicyName: 'gold' } },
    ],
  ])('is not made up where a call %s', (_, call) => {
    expect(lbcliCall(call)).toBeUndefined();
  });
});
