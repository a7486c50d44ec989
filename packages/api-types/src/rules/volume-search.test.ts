import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { volume } from '../cluster-api/volume.ts';
import { searchWords } from './search-words.ts';
import { findWord, isPlainWord, searchText } from './volume-search.ts';

const A_VOLUME = {
  ...volume.parse({ UUID: '3f2a9b00-0000-4000-8000-00000000abcd' }),
  name: 'Billing-Data',
  labels: [{ key: 'Env', value: 'prod' }],
  qosPolicyName: 'gold',
  acl: { values: ['nqn.host-1'] },
  IPAcl: { values: ['ALLOW_ANY'] },
  connectedHosts: ['nqn.host-2'],
};

test.each([
  ['data', 'name', 'Billing-Data'],
  ['env=pr', 'label', 'Env=prod'],
  ['gold', 'QoS policy', 'gold'],
  ['host-1', 'host', 'nqn.host-1'],
  ['host-2', 'host', 'nqn.host-2'],
  ['allow_any', 'IP ACL', 'ALLOW_ANY'],
  ['3f', 'UUID', A_VOLUME.UUID],
  ['abcd', 'UUID', A_VOLUME.UUID],
])('the word %s is found in the %s', (word, where, text) => {
  expect(findWord(A_VOLUME, word)).toEqual({ where, text });
});

test.each(['any', 'allow', 'ab', '00', 'zebra'])('the word %s is not found', (word) => {
  expect(findWord(A_VOLUME, word)).toBeUndefined();
});

test('the one text of a volume has exactly the words that are found outside its UUID', () => {
  const piece = fc.string({ unit: fc.constantFrom('a', 'B', 'g', '=', '-', '1'), maxLength: 5 });
  const facts = fc.record({
    name: piece,
    qosPolicyName: piece,
    labels: fc.array(fc.record({ key: piece, value: piece }), { maxLength: 2 }),
    acl: fc.record({
      values: fc.array(fc.oneof(piece, fc.constant('ALLOW_ANY')), { maxLength: 2 }),
    }),
  });
  fc.assert(
    fc.property(facts, piece, (fact, text) => {
      const [word = 'x'] = searchWords(text);
      const searched = { ...A_VOLUME, UUID: 'ffffffff', connectedHosts: [], ...fact };
      expect(isPlainWord(word)).toBe(true);
      expect(searchText(searched).includes(word)).toBe(findWord(searched, word) !== undefined);
    }),
  );
});

test('the blanks of a search only part its words', () => {
  expect(searchWords('  Billing \t data\n')).toEqual(['billing', 'data']);
  expect(searchWords('   ')).toEqual([]);
});
