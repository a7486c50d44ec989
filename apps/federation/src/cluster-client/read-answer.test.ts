import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clusterApi } from '@asterism/api-types/cluster-api/cluster-api';
import { volume } from '@asterism/api-types/cluster-api/volume';
import { uuidOf, volumeOf } from '../test-support/volumes.ts';
import { readAnswer, type ListReading } from './read-answer.ts';

const { listVolumes, listNodes, getCluster, getVolume, listHosts } = clusterApi;

/** The rows that are read of a list of volumes, and what is reported of the others. */
function readVolumes(volumes: unknown) {
  const readings: ListReading[] = [];
  const answer = readAnswer(listVolumes, { volumes }, (reading) => readings.push(reading));
  return { answer, readings };
}

const good = volumeOf(1);
const megabytes = 'x'.repeat(6 * 1024 * 1024);

describe('a row that does not fit is left out and counted', () => {
  test.each([
    ['no object', 7, 'is not of the type object'],
    ['nothing', null, 'is not of the type object'],
    ['a UUID that is none', { UUID: 'mine' }, 'UUID must be a valid UUID'],
    ['a name of another type', { ...good, name: {} }, 'name is not of the type string'],
    ['a name without end', { ...good, name: megabytes }, 'name has or is more than 253'],
    ['an ETag without end', { ...good, ETag: megabytes }, 'ETag has or is more than 128'],
    ['a size of 2^63', { ...good, size: String(2n ** 63n) }, 'size must be a decimal number'],
    ['a size below zero', { ...good, size: '-1' }, 'size must be a decimal number'],
    ['a size that is a number', { ...good, size: 4096 }, 'size is not of the type string'],
    ['half a replica', { ...good, replicaCount: 1.5 }, 'replicaCount is not of the type int'],
    ['a number without end', { ...good, nsid: 1e308 }, 'has a number above'],
    ['a label without end', { ...good, labels: [{ key: megabytes, value: '' }] }, 'labels[0].key'],
    [
      'more hosts than a cluster has',
      { ...good, acl: { values: Array.from({ length: 1025 }, String) } },
      'acl.values has or is more than 1024',
    ],
    [
      'text that fits at each place, and is too much in all',
      { ...good, acl: { values: Array.from({ length: 1024 }, () => 'n'.repeat(200)) } },
      'has more than 32768 characters of text',
    ],
  ])('%s', (_what, bad, reason) => {
    const { answer, readings } = readVolumes([volumeOf(0), bad, volumeOf(2)]);
    expect(answer).toEqual({ ok: true, value: { volumes: [volumeOf(0), volumeOf(2)] } });
    expect(readings).toMatchObject([{ unreadable: 1, lastUuid: uuidOf(2) }]);
    expect(readings[0]?.firstFault).toContain(reason);
    expect(readings[0]?.firstFault.length).toBeLessThan(200);
  });

  test('whatever it is: the others are read, in their order, and what is read fits the contract', () => {
    const odd = fc.oneof(
      fc.anything({ withNullPrototype: false }),
      fc.record(
        { UUID: fc.constant(good.UUID), size: fc.anything(), name: fc.anything() },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(fc.array(odd, { maxLength: 8 }), (rows) => {
        const { answer, readings } = readVolumes([volumeOf(0), ...rows, volumeOf(9)]);
        if (!answer.ok) throw new Error(answer.error);
        const { volumes } = answer.value;
        expect(volumes).toHaveLength(rows.length + 2 - (readings[0]?.unreadable ?? 0));
        expect([volumes.at(0), volumes.at(-1)]).toEqual([volumeOf(0), volumeOf(9)]);
        expect(volumes.every((one) => volume.safeParse(one).success)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('an answer that does not fit at all is an error, in words of ours', () => {
  const many = Array.from({ length: 6000 }, (_, n) => ({ UUID: uuidOf(n) }));
  test.each([
    ['no JSON', listVolumes, undefined, 'what it answers is no JSON'],
    ['a list of another type', listVolumes, { volumes: {} }, 'volumes is not of the type array'],
    ['no object', listVolumes, [], 'is not of the type object'],
    ['6,000 nodes', listNodes, { nodes: many }, 'more than 256 nodes in one answer'],
    ['a page that is no page', listVolumes, { volumes: many }, 'more than 1000 volumes'],
    ['a cluster without a UUID', getCluster, { UUID: '<b>x</b>' }, 'UUID must be a valid UUID'],
    [
      'a name of megabytes',
      getCluster,
      { UUID: uuidOf(1), clusterName: megabytes },
      'clusterName has or is more than 253',
    ],
    [
      'endpoints without end',
      getCluster,
      { UUID: uuidOf(1), apiEndpoints: Array.from({ length: 3000 }, (_, n) => `10.0.0.1:${n}`) },
      'it has more than 32768 characters of text',
    ],
  ])('%s', (_what, operation, value, reason) => {
    const answer = readAnswer(operation, value, () => {});
    expect(answer).toMatchObject({ ok: false });
    expect(answer.ok || answer.error).toContain(reason);
  });
});

describe('what real clusters do is read as ever', () => {
  test.each([
    ['a list that is missing', listVolumes, {}, { volumes: [] }],
    [
      'a volume of zero values, without statistics',
      getVolume,
      { UUID: uuidOf(1), rebuildProgress: 'None', state: 'Hibernating' },
      { state: 'Unknown', size: '0', rebuildProgress: 'None', acl: { values: [] } },
    ],
    [
      'a UUID of something else that is none',
      getVolume,
      { UUID: uuidOf(1), qosPolicyUUID: 'None' },
      { qosPolicyUUID: '' },
    ],
    [
      'a host on all volumes of a large cluster',
      listHosts,
      {
        connectedHosts: [
          { hostNQN: 'nqn', volumeUUIDs: Array.from({ length: 20_000 }, (_, n) => uuidOf(n)) },
        ],
      },
      { connectedHosts: [{ hostNQN: 'nqn' }] },
    ],
  ])('%s', (_what, operation, value, expected) => {
    expect(readAnswer(operation, value, () => {})).toMatchObject({ ok: true, value: expected });
  });
});
