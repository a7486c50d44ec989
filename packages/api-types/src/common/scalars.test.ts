import { describe, expect, test } from 'vitest';
import { z } from 'zod/mini';
import { boolQuery, durationIn, enumIn, int32In, int64Query } from './scalars.ts';

const colour = enumIn({ red: 0, green: 1 }, 'must be red or green');

describe('what a request may write', () => {
  test.each<[string, z.ZodMiniType, unknown, unknown]>([
    ['an enum by name', colour, 'green', 'green'],
    ['an enum by number', colour, 1, 'green'],
    ['an enum by its zero', colour, 0, 'red'],
    ['a 32-bit number', int32In, 7, 7],
    ['a 32-bit number as text', int32In, '-7', -7],
    ['a boolean', boolQuery, 't', true],
    ['a boolean', boolQuery, '0', false],
    ['a 64-bit number', int64Query, '-9223372036854775808', -(2 ** 63)],
    ['a duration', durationIn, '1h', '3600s'],
  ])('%s', (_, schema, value, read) => {
    expect(z.parse(schema, value)).toBe(read);
  });

  test.each<[string, z.ZodMiniType, unknown]>([
    ['another name of an enum', colour, 'blue'],
    ['another case of an enum', colour, 'Red'],
    ['another number of an enum', colour, 2],
    ['the number of an enum as text', colour, '1'],
    ['what every object has', colour, 'toString'],
    ['half a number', int32In, 1.5],
    ['a number with a unit', int32In, '7s'],
    ['a boolean in words', boolQuery, 'yes'],
    ['no boolean', boolQuery, ''],
    ['2^63', int64Query, '9223372036854775808'],
    ['2^64 - 1', int64Query, '18446744073709551615'],
    ['less than -2^63', int64Query, '-9223372036854775809'],
    ['no number', int64Query, ''],
    ['an exponent', int64Query, '1e3'],
    ['a duration without a unit', durationIn, '3600'],
    ['a duration as a number', durationIn, 3600],
  ])('but not %s', (_, schema, value) => {
    expect(z.safeParse(schema, value).success).toBe(false);
  });
});
