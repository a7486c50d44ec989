import { describe, expect, test } from 'vitest';
import { clusterApi } from '@asterism/api-types/cluster-api/cluster-api';
import { GRPC_CODE } from '@asterism/api-types/common/failure';
import { SENTENCES, violationsIn } from './refusal-sentences.ts';

const { createVolume, updateVolume, createSnapshot } = clusterApi;
const { invalidArgument, alreadyExists, notFound, resourceExhausted, failedPrecondition } =
  GRPC_CODE;

/** One example for each row of the table, in its order. */
const EXAMPLES: readonly (readonly [code: number, message: string, field: string, rule: string])[] =
  [
    [
      alreadyExists,
      'A volume with the provided name already exists.',
      'name',
      'A volume with the provided name already exists.',
    ],
    [
      invalidArgument,
      'invalid argument: name contains illegal characters',
      'name',
      'invalid argument: name contains illegal characters',
    ],
    [invalidArgument, 'size is not a positive integer', 'size', 'size is not a positive integer'],
    [
      invalidArgument,
      'replica count is outside of a valid range',
      'replicaCount',
      'replica count is outside of a valid range',
    ],
    [invalidArgument, 'acl.values[0]: must be host NQNs', 'acl.values[0]', 'must be host NQNs'],
  ];

test.each(EXAMPLES)('code %i with "%s" is about the field %s', (code, message, field, rule) => {
  expect(violationsIn({ code, message }, createVolume)).toEqual([{ field, description: rule }]);
});

test('every row of the table has its example, which fits no row before it', () => {
  expect(
    EXAMPLES.map(([code, message]) =>
      SENTENCES.findIndex(({ codes, pattern }) => codes.includes(code) && pattern.test(message)),
    ),
  ).toEqual(SENTENCES.map((_, index) => index));
});

describe('the sentences of a simulated cluster', () => {
  test.each([
    [resourceExhausted, 'size: 3 GiB with all replicas do not fit, 1 GiB are left', 'size'],
    [
      invalidArgument,
      'qosPolicyName: there is no QoS policy "gold" for project "a"',
      'qosPolicyName',
    ],
    [invalidArgument, 'placementRestrictions: must be at most 25 pairs', 'placementRestrictions'],
    [alreadyExists, 'name: a volume "pg" already exists in project "acme"', 'name'],
  ])('code %i with "%s" is about the field %s', (code, message, field) => {
    expect(violationsIn({ code, message }, createVolume)).toMatchObject([{ field }]);
  });

  test('that name several fields are about each of them', () => {
    const message = 'name: is required; size: must be a size such as "10 GiB"; or bytes';
    expect(violationsIn({ code: invalidArgument, message }, createVolume)).toEqual([
      { field: 'name', description: 'is required' },
      { field: 'size', description: 'must be a size such as "10 GiB"; or bytes' },
    ]);
  });

  test('that refuse the new name of a volume are about that field', () => {
    const message = 'name: a volume "pg" already exists in project "acme"';
    expect(violationsIn({ code: alreadyExists, message }, updateVolume)).toMatchObject([
      { field: 'newName' },
    ]);
  });

  test('that miss the source of a snapshot are about the field that names it', () => {
    const message = 'sourceVolumeUUID: there is no volume "x" in the project';
    expect(violationsIn({ code: notFound, message }, createSnapshot)).toMatchObject([
      { field: 'sourceVolumeUUID' },
    ]);
  });
});

describe('a sentence is about no field', () => {
  test.each([
    ['when it names none', invalidArgument, 'the request changes nothing about the volume'],
    [
      'when what stands before the colon is no field of the request',
      invalidArgument,
      'json: cannot unmarshal number into Go value of type string',
    ],
    ['when its code is of no refusal of a value', failedPrecondition, 'size: not now'],
  ])('%s', (_, code, message) => {
    expect(violationsIn({ code, message }, createVolume)).toEqual([]);
  });
});
