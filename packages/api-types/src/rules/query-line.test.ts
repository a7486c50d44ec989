import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { printQuery } from './print-query.ts';
import { describeQueryFault } from './query-fault.ts';
import { queryKeys } from './query-fields.ts';
import { parseQuery } from './query-line.ts';
import { TASK_QUERY } from './task-query.ts';
import { VOLUME_QUERY, type VolumeQuery } from './volume-query.ts';

function read(line: string): VolumeQuery {
  const query = parseQuery(VOLUME_QUERY, line);
  if (!query.ok) throw new Error(describeQueryFault(query.error));
  return query.value;
}
const printed = (line: string): string => printQuery(VOLUME_QUERY, read(line));
function complaint(line: string): string {
  const query = parseQuery(VOLUME_QUERY, line);
  return query.ok ? '' : describeQueryFault(query.error);
}

test('a line is read as its terms: words, choices, texts and comparisons, each of them negated or not', () => {
  expect(
    read('pg used>80% -project:test,blue name="my disk" AGE>=2w state:failed -old env=prod'),
  ).toEqual([
    { kind: 'word', text: 'pg', isNegated: false },
    {
      kind: 'number',
      key: 'used',
      comparison: '>',
      amount: { unit: 'percent', value: 80 },
      isNegated: false,
    },
    { kind: 'choice', key: 'project', values: ['test', 'blue'], isNegated: true },
    { kind: 'text', key: 'name', isExact: true, values: ['my disk'], isNegated: false },
    {
      kind: 'number',
      key: 'age',
      comparison: '>=',
      amount: { unit: 'minutes', value: 14 * 1440 },
      isNegated: false,
    },
    { kind: 'choice', key: 'state', values: ['Failed'], isNegated: false },
    { kind: 'word', text: 'old', isNegated: true },
    { kind: 'word', text: 'env=prod', isNegated: false },
  ]);
});

test('what people pasted into the search before is still a word', () => {
  for (const word of [
    'nqn.2014-08.org.nvmexpress:uuid:4c4c4544-0051',
    '10.20.30.0/24',
    'fe80::1',
    'pvc-12ab',
    'team=storage',
    '-',
  ]) {
    expect(read(word)).toEqual([{ kind: 'word', text: word, isNegated: false }]);
  }
});

test('sizes, shares and ages are printed in one form', () => {
  expect(printed('size>=1024gib used:0 used<12.50% age<48h age>90min physical>2TiB')).toBe(
    'size>=1TiB used=0B used<12.5% age<2d age>90min physical>2TiB',
  );
});

test.each([
  ['usd>80%', /“usd>80%”: there is no key “usd”\. Use cluster, .* or age, or put .* in quotes\./],
  ['state:Broken', /“state:Broken”: state must be Unknown, Creating, .* or Migrating\./],
  ['state:', /“state:” needs a value, such as Unknown, /],
  ['size>10', /“size>10”: size must be such as 10GiB or 10TiB\./],
  ['size>5GB', /“size>5GB”: size must be such as 5GiB or /],
  ['used>high', /“used>high”: used must be such as 80% or 1TiB\./],
  ['age:90d', /“age:90d”: age takes >, >=, < or <=\./],
  ['name>a', /“name>a”: name takes : or =\./],
  ['-project:', /“-project:” needs a value\./],
  ['project:a,', /“project:a,” has an empty value\./],
  ['name:"a b', /“name:"a b” has a quote that is not closed\./],
  ['ok name:', /“name:” needs a value\./],
])('%s is not understood, and the complaint says why and what is allowed', (line, said) => {
  expect(complaint(line)).toMatch(said);
});

test('each list has keys of its own, in any case, and says which those are', () => {
  const query = parseQuery(TASK_QUERY, 'startedby:Ada STATE:failed kind:"delete volumes" age<2d');
  expect(query).toMatchObject({
    ok: true,
    value: [
      { key: 'startedBy', values: ['Ada'] },
      { key: 'state', values: ['FAILED'] },
      { key: 'kind', values: ['delete volumes'] },
      { key: 'age', comparison: '<' },
    ],
  });
  expect(query.ok && printQuery(TASK_QUERY, query.value)).toBe(
    'startedBy:Ada state:FAILED kind:"delete volumes" age<2d',
  );
  const unknown = parseQuery(TASK_QUERY, 'used>80%');
  expect(unknown.ok ? '' : describeQueryFault(unknown.error)).toMatch(
    /“used>80%”: there is no key “used”\. Use kind, state, startedBy, origin, cluster, /,
  );
});

const aLine = fc
  .array(
    fc.oneof(
      fc.string({ maxLength: 12 }),
      fc
        .tuple(
          fc.constantFrom('', '-'),
          fc.constantFrom(...queryKeys(VOLUME_QUERY), 'Used', 'nokey'),
          fc.constantFrom(':', '=', '>', '>=', '<', '<='),
          fc.oneof(
            fc.string({ maxLength: 8 }),
            fc.constantFrom('80%', '1TiB', '3.5GiB', '90d', '2w', '7', 'Failed', 'a,b', '"a ,b"'),
          ),
        )
        .map((parts) => parts.join('')),
    ),
    { maxLength: 5 },
  )
  .map((words) => words.join(' '));

test('whatever is understood is printed as a line that means the very same and stays as it is', () => {
  fc.assert(
    fc.property(aLine, (line) => {
      const query = parseQuery(VOLUME_QUERY, line);
      if (!query.ok) return;
      const again = printQuery(VOLUME_QUERY, query.value);
      expect(parseQuery(VOLUME_QUERY, again)).toEqual({ ok: true, value: query.value });
      expect(printed(again)).toBe(again);
    }),
    { numRuns: 3000 },
  );
});
