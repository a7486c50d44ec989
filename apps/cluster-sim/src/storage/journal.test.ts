import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Change } from '../model/change.ts';
import { created, smallCluster } from '../test-support/small-cluster.ts';
import { openJournal } from './journal.ts';

let directory: string;
let file: string;
let warnings: string[];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'cluster-sim-'));
  file = join(directory, 'journal.jsonl');
  warnings = [];
});
afterEach(() => rmSync(directory, { recursive: true }));

const open = (origin = '{"seed":7}', isNeeded: (change: Change) => boolean = () => true) =>
  openJournal({ file, origin, isNeeded, warn: (message) => warnings.push(message) });
function opened(...args: Parameters<typeof open>) {
  const result = open(...args);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}
const volume = (): Change => ({ kind: 'volume', volume: created(smallCluster().model) });
const project: Change = {
  kind: 'project',
  project: { UUID: '7f0c1a52-0000-4000-8000-000000000001', name: 'p', description: '' },
};

test('what was appended comes back, to the last byte of every volume', () => {
  const changes = [volume(), project];
  const { journal } = opened();
  for (const change of changes) journal.append(change);
  journal.close();
  expect(opened().changes).toEqual(changes);
});

test('of many changes of one thing the newest is kept, and the file shrinks', () => {
  const { journal } = opened();
  const change = volume();
  for (let time = 0; time < 20; time += 1) journal.append(change);
  journal.close();
  const before = readFileSync(file).length;
  expect(opened().changes).toEqual([change]);
  expect(readFileSync(file).length).toBeLessThan(before / 5);
});

test('what is no longer needed is dropped for good', () => {
  const { journal } = opened();
  journal.append(volume());
  journal.append(project);
  journal.close();
  expect(opened(undefined, (change) => change.kind === 'project').changes).toEqual([project]);
  expect(opened().changes).toEqual([project]);
});

test('a line that was torn by the end of the process is forgotten and said, the lines before it are not', () => {
  const { journal } = opened();
  journal.append(project);
  journal.close();
  expect(opened().changes).toEqual([project]);
  expect(warnings).toEqual([]);
  appendFileSync(file, '{"kind":"project","proj');
  expect(opened().changes).toEqual([project]);
  expect(warnings).toEqual([
    `${file} is cut off in its last line: 23 characters are dropped, and whatever followed is lost`,
  ]);
});

test('a journal that is empty, or cut within its first line, starts anew with one line of warning', () => {
  for (const content of ['', '{"se']) {
    warnings = [];
    writeFileSync(file, content);
    opened().journal.close();
    expect(warnings).toEqual([expect.stringContaining(`${file} is `)]);
  }
  warnings = [];
  opened().journal.close();
  expect(warnings).toEqual([]);
});

test('a damaged line in the middle, or a journal of another simulation, is refused and left alone', () => {
  writeFileSync(file, '{"seed":7}\nnot json\n{}\n');
  expect(open()).toMatchObject({ ok: false, error: `${file}, line 2: cannot be read` });
  expect(open('{"seed":8}').ok).toBe(false);
  expect(readFileSync(file, 'utf8')).toContain('not json');
});
