import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { REPO_ROOT } from '@asterism/test-stack/repo-root';
import { openAs } from '@asterism/test-stack/sign-in';

/** Where a list shows something whose pages can all be opened. */
const QUERIES: Readonly<Record<string, string>> = {
  '/volumes': '?state=Available&search=clickhouse',
};

/** The paths of all routes, as the console's table has them: a new one is among them by itself. */
export async function readRoutes(): Promise<readonly string[]> {
  const table = await readFile(join(REPO_ROOT, 'apps/web/src/routes.tsx'), 'utf8');
  const paths = [...table.matchAll(/\bpath: '\/?([^']*)'/g)].map(([, path = '']) => `/${path}`);
  const pages = table.match(/\blazy:|Component: NotFoundPage/g)?.length ?? 0;
  // The overview is the index of the frame, whose path is its own.
  if (paths.length !== pages) throw new Error(`${pages} pages, and the paths of ${paths.length}`);
  // A part that may be left out makes two pages of one route.
  return paths.flatMap((path) =>
    path.endsWith('?') ? [path.replace(/\/[^/]+\?$/, ''), path.slice(0, -1)] : [path],
  );
}

/** Opens a page to an admin. One of a thing is that of the first one in the list of its kind. */
export async function openRoute(page: Page, path: string): Promise<void> {
  const [, list = path, rest = ''] = /^(\/[\w-]+)\/:\w+(.*)$/.exec(path) ?? [];
  if (list === path) return openAs(page, 'admin', path.replace('*', 'no/such/page'));
  await openAs(page, 'admin', list + (QUERIES[list] ?? ''));
  const link = page.getByRole('rowheader').getByRole('link').first();
  await expect(link).toHaveAttribute('href', new RegExp(`^${list}/.`));
  await page.goto(`${await link.getAttribute('href')}${rest}`);
}
