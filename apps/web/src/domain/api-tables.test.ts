import { describe, expect, it } from 'vitest';
import { API_TABLES } from './api-tables.ts';
import { curlCommand } from './curl-command.ts';
import { lbcliCall } from './lbcli-call.ts';
import { LIST_OPERATIONS } from './list-operations.ts';
import { typescriptCall } from './typescript-call.ts';

const read = (files: Record<string, unknown>): string => Object.values(files).join('\n');
const CALLS = read(
  import.meta.glob('../api/*.ts', { query: '?raw', import: 'default', eager: true }),
);
const FEATURES: Record<string, string> = import.meta.glob('../features/**/*.{ts,tsx}', {
  query: '?raw',
  import: 'default',
  eager: true,
});
/** The names of the lists that have a page of their own, as the pages that are there have them. */
function namesOfLists(): readonly string[] {
  const names = new Map(
    [...read(FEATURES).matchAll(/const (\w+_LIST) = \{\n {2}name: '([^']+)'/g)].map(
      ([, constant = '', name = '']) => [constant, name],
    ),
  );
  return Object.values(FEATURES)
    .filter((text) => /<(Whole)?ListPage\b/.test(text))
    .map((text) => /useListState\((\w+)\)/.exec(text)?.[1] ?? '')
    .map((constant) => names.get(constant) ?? `nothing of ${constant}`);
}

/** Answered by the console's own server, for the browser alone: no script has its cookie. */
const OF_THE_CONSOLE = ['draftsApi', 'ownPasswordApi', 'ownPreviewApi', 'preferencesApi'];

describe('the calls that the console makes', () => {
  it('are all known by the table that a program imports them from', () => {
    const called = [...CALLS.matchAll(/createClient\((\w+),/g)].map(([, table]) => table);
    const known = API_TABLES.map(([table]) => table);
    expect(called.length).toBeGreaterThan(5);
    expect(called.filter((table = '') => ![...known, ...OF_THE_CONSOLE].includes(table))).toEqual(
      [],
    );
    expect(known).toEqual(expect.arrayContaining(['federationApi', 'fleetApi']));
  });

  it('are written in each language with a token that is a variable, or not at all', () => {
    for (const [table, , operations] of API_TABLES) {
      for (const [name, operation] of Object.entries(operations)) {
        const call = { operation, input: {} };
        expect([name, curlCommand(call)]).toEqual([name, expect.stringContaining('$TOKEN')]);
        expect(typescriptCall(call)).toContain('Bearer ${TOKEN}');
        expect(lbcliCall(call) ?? 'lbcli').toContain('lbcli');
        expect(table).not.toBe('');
      }
    }
  });

  it('are known of each list that has a page, and of no other', () => {
    expect(namesOfLists().toSorted()).toEqual(Object.keys(LIST_OPERATIONS).toSorted());
  });
});
