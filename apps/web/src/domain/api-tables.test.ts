import type { OperationTable } from '@asterism/api-types/common/operation';
import { attachApi } from '@asterism/api-types/fleet-api/attach-api';
import { fleetBaseApi } from '@asterism/api-types/fleet-api/fleet-base-api';
import { fleetSummaryApi } from '@asterism/api-types/fleet-api/fleet-summary-api';
import { fleetWorkflowApi } from '@asterism/api-types/fleet-api/fleet-workflow-api';
import { describe, expect, it } from 'vitest';
import { API_TABLES, nameOfOperation } from './api-tables.ts';
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

/** The tables of the console's own server, which answers the browser alone: no script has its cookie. */
const OF_THE_CONSOLE = [
  ...CALLS.matchAll(/import \{([^}]+)\} from '@asterism\/api-types\/bff-api\//g),
].flatMap(([, names = '']) => names.match(/\w+Api\b/g) ?? []);

/** What the console loads one by one of a table that a program has as a whole. */
const PARTS: Readonly<Record<string, OperationTable>> = {
  attachApi,
  fleetBaseApi,
  fleetSummaryApi,
  fleetWorkflowApi,
};

/** What no page shows as a call, and why. The drawer of the session's calls has those that were made. */
const NOT_SHOWN: Readonly<Record<string, string>> = {
  login: 'is how a program comes by its token: what all calls are shown with says so',
  whoAmI: 'is asked by the console’s server, and tells the browser nothing',
  listClusters: 'is the reference’s: the page asks the fleet’s own, which is shown',
  listWorkflows: 'is the reference’s: the page asks the fleet’s own, which is shown',
  listVolumes: 'is the reference’s: the page asks the fleet’s own, which is shown',
  getCluster: 'is the reference’s: the page asks the fleet’s own, which is shown',
  getServiceCredentials: 'is the reference’s: the page claims the key, which is shown',
  getFleetSummary: 'is what the overview adds up, which is to stay short',
  findMissingVolumes: 'checks a selection behind the page',
  listTransitions: 'is asked by the drawer of tasks, on all pages',
  listFleetProjects: 'suggests what is typed in a form',
  listFleetPolicies: 'suggests what is typed in a form',
  deleteSnapshot: 'is the reference’s: pages have a task delete snapshots, which is shown',
  listProblems: 'is what the overview begins with, which is to stay short',
  listExporters: 'tells beside a chart why nothing is known of it',
  reopenProblem: 'takes back a note by a button alone, of which the drawer of calls tells',
  listProblemRules: 'is asked by no page yet',
  setProblemRule: 'is asked by no page yet',
  resetProblemRule: 'is asked by no page yet',
  getResourcePolicy: 'is asked by no page: the list has all of it',
};

describe('the calls that the console makes', () => {
  it('are each shown by a page, but for those that a list names with the reason', () => {
    const pages = Object.entries(
      import.meta.glob<string>('../{features,domain,layouts}/**/*.{ts,tsx}', {
        query: '?raw',
        import: 'default',
        eager: true,
      }),
    ).filter(([path]) => !path.includes('.test.'));
    const source = read(Object.fromEntries(pages));
    const isShown = (name: string) =>
      new RegExp(
        String.raw`(operation: |(whole|asked)\(|^  \['[^']+', )\w+Api\.${name}\b`,
        'm',
      ).test(source);
    const names = [
      ...new Set(API_TABLES.flatMap(([, , operations]) => Object.keys(operations))),
    ].filter((name) => !isShown(name));
    expect(names.toSorted()).toEqual(Object.keys(NOT_SHOWN).toSorted());
  });

  it('are all known by the table that a program imports them from', () => {
    /** Tables without what the console does not call. */
    const partsOf = new Map(
      [...CALLS.matchAll(/\.\.\.(\w+) \} = (\w+);/g)].map(([, part, table]) => [part, table]),
    );
    const called = [...CALLS.matchAll(/createClient\((\w+),/g)].map(
      ([, table]) => partsOf.get(table) ?? table,
    );
    const known = API_TABLES.map(([table]) => table);
    const named = new Set([...known, ...OF_THE_CONSOLE, ...Object.keys(PARTS)]);
    expect(called.length).toBeGreaterThan(5);
    expect(called.filter((table = '') => !named.has(table))).toEqual([]);
    for (const operation of Object.values(PARTS).flatMap((part) => Object.values(part))) {
      expect(known).toContain(nameOfOperation(operation).table);
    }
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
