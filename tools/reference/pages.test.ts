import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CLUSTER_ROUTES } from '@asterism/api-types/cluster-api/cluster-routes';
import { readReferenceFacts } from '@asterism/api-docs/reference/reference-facts';
import { ROOT } from '../lib/workspace.ts';

const page = (name: string) => readFile(join(ROOT, 'docs', name), 'utf8');

test('the page on the API reference has every operation of it with the statuses that it documents', async () => {
  const { operations } = readReferenceFacts();
  const documented = operations.map(
    ({ method, path, statuses }) =>
      `\`${method} ${path}\`: ${statuses.filter((status) => status !== 'default').join(', ')}`,
  );
  const lines = (await page('api-reference.md')).split('\n');
  const written = lines.filter((line) => /^`[A-Z]+ \//.test(line));
  expect(written.toSorted()).toEqual(documented.toSorted());
});

test('the page on the API of a cluster lists exactly the routes that the contract has', async () => {
  const section = (await page('lightbits-api.md')).split('## §9 All routes')[1] ?? '';
  const routes = section
    .split(/^- /m)
    .slice(1)
    .map((item) => {
      const [call, ...paths] = [...item.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);
      return [call, paths.toSorted()];
    });
  const expected = Object.entries(CLUSTER_ROUTES).map(([name, paths]) => [name, paths.toSorted()]);
  expect(Object.fromEntries(routes)).toEqual(Object.fromEntries(expected));
});
