import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareNames, naturalKey } from './natural-order.ts';

const sorted = (names: readonly string[]): string[] => names.toSorted(compareNames);

describe('the order of names', () => {
  test.each([
    [
      ['nat-10', 'nat-2', 'nat-1'],
      ['nat-1', 'nat-2', 'nat-10'],
    ],
    [
      ['db-2-b', 'db-10-a', 'db-2-a'],
      ['db-2-a', 'db-2-b', 'db-10-a'],
    ],
    [
      ['Web-10', 'web-9', 'WEB-1'],
      ['WEB-1', 'web-9', 'Web-10'],
    ],
    [
      ['v99999999999999999999', 'v100000000000000000000'],
      ['v99999999999999999999', 'v100000000000000000000'],
    ],
    [
      ['a', '10', '', 'a-1', '9'],
      ['', '9', '10', 'a', 'a-1'],
    ],
    [
      ['a01', 'a1', 'a1b', 'a001'],
      ['a001', 'a01', 'a1', 'a1b'],
    ],
    [
      ['n-0', 'n-', 'n-00', 'n-1'],
      ['n-', 'n-0', 'n-00', 'n-1'],
    ],
    [
      ['dbx', 'db1', 'db.1', 'db-1'],
      ['db-1', 'db.1', 'db1', 'dbx'],
    ],
  ])('%j becomes %j', (names, expected) => {
    expect(sorted(names)).toEqual(expected);
  });

  test('is the same for every order in which the names come, and equal for equal names alone', () => {
    const name = fc.string({
      unit: fc.constantFrom('a', 'B', '-', '.', '0', '1', '9'),
      maxLength: 8,
    });
    fc.assert(
      fc.property(fc.array(name), name, name, (names, a, b) => {
        expect(sorted(names.toReversed())).toEqual(sorted(names));
        expect(compareNames(a, b) === 0).toBe(a === b);
      }),
    );
  });

  test('is that of the numbers in names of one form', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (a, b) => {
        expect(naturalKey(`nat-${a}`) < naturalKey(`nat-${b}`)).toBe(a < b);
      }),
    );
  });
});
