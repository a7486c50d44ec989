import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SETTINGS as BFF } from '@asterism/bff/config';
import { SETTINGS as FEDERATION } from '@asterism/federation/config';
import { SETTING_NAMES } from '@asterism/server-kit/settings/setting-names';
import { SETTINGS as DEMO } from './demo/demo-config.ts';
import { ROOT } from './lib/workspace.ts';

const pageOf = (path: string): Promise<string> => readFile(join(ROOT, 'docs', path), 'utf8');

/** The settings below a heading of the documentation: the names at the head of each entry of the list. */
function listedBelow(heading: string, page: string): string[] {
  const [, rest = ''] = page.split(`\n### ${heading}\n`);
  const [section = ''] = rest.split('\n##');
  const entries = section.split('\n').filter((line) => line.startsWith('- `'));
  return entries.flatMap(
    (line) =>
      line
        .split('(', 1)
        .join('')
        .match(/ASTERISM_\w+/g) ?? [],
  );
}

const isOf = (settings: object) => (name: string) => name in settings;

test('the documented settings are those that federation and BFF read, each where it belongs', async () => {
  const page = await pageOf('operations.md');
  const inBff = Object.keys(BFF);
  const inFederation = Object.keys(FEDERATION);
  expect({
    bff: listedBelow('Of the BFF', page).toSorted(),
    federation: listedBelow('Of the federation', page).toSorted(),
    both: listedBelow('Of both', page).toSorted(),
  }).toEqual({
    bff: inBff.filter((name) => !isOf(FEDERATION)(name)).toSorted(),
    federation: inFederation.filter((name) => !isOf(BFF)(name)).toSorted(),
    both: inBff.filter(isOf(FEDERATION)).toSorted(),
  });
});

test('every setting that has a name is read by some program', () => {
  const read = new Set([...Object.keys(BFF), ...Object.keys(FEDERATION), ...Object.keys(DEMO)]);
  expect([...read].toSorted()).toEqual(Object.keys(SETTING_NAMES).toSorted());
});

test('the decision on names lists what each setting was called before', async () => {
  const page = await pageOf('decisions/0023-one-prefix-for-settings.md');
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  const listed = rows.map((row) => (row.match(/[A-Z_]{4,}/g) ?? []).join(' was '));
  const renamed = Object.entries(SETTING_NAMES).filter(([, former]) => former !== undefined);
  expect(listed.toSorted()).toEqual(renamed.map((pair) => pair.join(' was ')).toSorted());
});
