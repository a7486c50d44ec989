import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod/mini';
import { volume } from '@asterism/api-types/cluster-api/volume';
import { LISTS } from './answer-limits.ts';
import { volumeOf } from '../test-support/volumes.ts';
import { extentOf } from './extent.ts';
import { NOT_PLAIN, plainReader } from './plain-reader.ts';

const readVolume = plainReader(volume);
const nothing = () => ({ text: 0, largest: 0 });

const whole = volumeOf(1, {
  acl: { values: ['ALLOW_ANY'] },
  labels: [{ key: 'env', value: 'prod' }],
  placementRestrictions: [{ operator: 'In', labelValueKeyPairs: [{ key: 'FD', value: 'a' }] }],
});

/** Rows near a volume: fields that are missing, of another type, of odd values, in another order, or more than there are. */
const nearVolume = fc
  .record(
    Object.fromEntries(
      Object.entries({ ...whole, later: 1 }).map(([name, value]) => [
        name,
        fc.oneof(
          { weight: 20, arbitrary: fc.constant<unknown>(value) },
          { weight: 1, arbitrary: fc.jsonValue() },
        ),
      ]),
    ),
    { requiredKeys: [] },
  )
  .chain((row) => fc.shuffledSubarray(Object.entries(row), { minLength: Object.keys(row).length }))
  .map((entries): unknown => Object.fromEntries(entries));

describe('what is read plainly is what the schema reads of it, to the order of its fields', () => {
  /** What a reader and the schema make of a value, for the reader to be the same when it makes anything of it. */
  function readings(schema: z.ZodMiniType, value: unknown) {
    const extent = nothing();
    const plain = plainReader(schema)(value, extent);
    const parsed = z.safeParse(schema, value);
    const whatSchemaReads = { json: JSON.stringify(parsed.data), extent: extentOf(parsed.data) };
    if (plain === NOT_PLAIN) return [whatSchemaReads, whatSchemaReads];
    return [{ json: JSON.stringify(plain), extent }, whatSchemaReads];
  }

  test('rows near a volume', () => {
    fc.assert(
      fc.property(nearVolume, (row) => {
        const [plain, parsed] = readings(volume, row);
        expect(plain).toEqual(parsed);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([...LISTS.values()].map(({ key, row }) => [key, row] as const))(
    'anything in the place of %s',
    (_key, schema) => {
      const anything = fc.oneof(fc.jsonValue(), fc.record({ UUID: fc.uuid(), name: fc.string() }));
      fc.assert(
        fc.property(anything, (value) => {
          const [plain, parsed] = readings(schema, value);
          expect(plain).toEqual(parsed);
        }),
        { numRuns: 200 },
      );
    },
  );
});

describe('what clusters send is read plainly', () => {
  test('a volume with all its fields is not copied', () => {
    expect(readVolume(whole, nothing())).toBe(whole);
  });

  test('a volume without its zero values has them', () => {
    const { UUID } = whole;
    expect(readVolume({ UUID }, nothing())).toEqual(volume.parse({ UUID }));
  });

  test('fields in another order come in that of the schema', () => {
    const reversed = Object.fromEntries(Object.entries(whole).toReversed());
    expect(JSON.stringify(readVolume(reversed, nothing()))).toBe(JSON.stringify(whole));
  });

  test('a field of a later release is left out', () => {
    expect(readVolume({ ...whole, later: 1 }, nothing())).toEqual(whole);
  });
});

test.each([
  ['text that is too long', { name: 'x'.repeat(254) }],
  ['text that does not have its form', { UUID: 'mine' }],
  ['text that breaks a rule', { size: String(2n ** 63n) }],
  ['a state of a later release', { state: 'Hibernating' }],
  ['a number that is not whole', { replicaCount: 1.5 }],
  ['a number below its least', { replicaCount: -1 }],
  ['a number above its most', { replicaCount: 65 }],
  ['a number without end', { nsid: Infinity }],
  [
    'a list that is too long',
    { labels: Array.from({ length: 65 }, () => ({ key: '', value: '' })) },
  ],
  ['one item of another type', { nodeList: [1] }],
  ['nothing', { acl: null }],
])('%s is left to the schema', (_what, facts) => {
  expect(readVolume({ ...whole, ...facts }, nothing())).toBe(NOT_PLAIN);
});
