import type { Page } from '@playwright/test';
import { openAs } from '@asterism/test-stack/sign-in';
import {
  expectAccessible,
  expectAccessibleInEveryTheme,
  QUICK_LOOK,
} from './support/accessibility.ts';
import { openRoute, readRoutes } from './support/routes.ts';
import { expect, test } from './support/test.ts';
import { availableVolume } from './support/volumes.ts';

// Each is a journey of its own, and they are many: both workers share them.
test.describe.configure({ mode: 'parallel' });

/** The headings of pages that need no thing of their own. */
const HEADINGS: Readonly<Record<string, string>> = {
  '/': 'Overview',
  '/volumes': 'Volumes',
  '/volumes/new': 'Create volume',
  '/volumes/plan': 'Plan volumes',
  '/snapshots': 'Snapshots',
  '/hosts': 'Hosts',
  '/projects': 'Projects',
  '/qos-policies': 'QoS policies',
  '/nodes': 'Nodes',
  '/clusters': 'Clusters',
  '/clusters/attach': 'Attach cluster',
  '/tasks': 'Tasks',
  '/workflows': 'Workflows',
  '/sessions': 'Your sessions',
  '/settings': 'Settings',
  '/*': 'Page not found',
};

/** The lists that have a quick look at a row beside them. */
const WITH_QUICK_LOOK = new Set(['/volumes', '/snapshots', '/hosts']);

/** The pages that read nothing before they are shown. */
const WITHOUT_READS = new Set(['/clusters/attach', '/settings', '/*']);

const ROUTES = (await readRoutes()).filter((path) => path !== '/login');

const MESSAGE = 'The database is away.';
const REQUEST_ID = 'request-of-a-broken-day';

/** Every read fails from now on, at once and for good. Who is signed in is known all the same. */
async function breakReads(page: Page): Promise<() => Promise<void>> {
  const reads = /\/api\/v2\/(?!events)|\/auth\/sessions$/;
  await page.route(reads, (route) =>
    route.fulfill({
      status: 503,
      // Asked again at once, so that nobody waits here for what cannot come.
      headers: { 'retry-after': '0' },
      json: { error: MESSAGE, code: 14, message: MESSAGE, details: [], requestId: REQUEST_ID },
    }),
  );
  return () => page.unroute(reads);
}

/** Expects the page of a route to be whole. */
async function expectShown(page: Page, path: string): Promise<void> {
  const heading = page.getByRole('heading', { level: 1, name: HEADINGS[path] ?? /./ });
  await expect(heading).toBeVisible();
  await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
  // With the columns that it has at first, every table has room in the window.
  const wider = page
    .locator('.ast-table-scroll')
    .evaluateAll((tables) =>
      tables
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
        .map((table) => [table.getAttribute('aria-label'), table.scrollWidth - table.clientWidth]),
    );
  expect(await wider).toEqual([]);
}

/** Expects the quick look of the first row to be accessible, to let the focus in, and to give it back. */
async function expectQuickLook(page: Page): Promise<void> {
  const row = page.getByRole('rowheader').getByRole('link').first();
  const name = await row.innerText();
  const panel = page.getByRole('complementary', { name: `Quick look: ${name}`, exact: true });
  await row.press('q');
  await expect(panel).toBeVisible();
  await expectAccessibleInEveryTheme(page, QUICK_LOOK);
  await expect(row).toBeFocused();
  await row.press('q');
  await expect(panel.getByRole('heading')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(panel.getByRole('button', { name: 'Close quick look' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(row).toBeFocused();
}

test.describe('to an admin', () => {
  for (const path of ROUTES) {
    const reads = !WITHOUT_READS.has(path);
    const says = reads
      ? ', says with a request ID what cannot be read, and shows all of it once it can'
      : '';
    const looks = WITH_QUICK_LOOK.has(path) ? ', with a quick look' : '';
    test(`${path} is accessible in every theme${looks}${says}`, async ({ page, stack, guard }) => {
      // What was done to it is a task.
      if (path.startsWith('/tasks')) await availableVolume(stack, `task-for-${path.length}`);
      await openRoute(page, path);
      await expectShown(page, path);
      await expectAccessibleInEveryTheme(page);
      if (WITH_QUICK_LOOK.has(path)) await expectQuickLook(page);
      if (!reads) return;

      guard.allow(/status of 503/);
      const mend = await breakReads(page);
      await page.reload();
      const failures = page.getByRole('alert').filter({ hasText: MESSAGE });
      await expect(failures.first()).toContainText(REQUEST_ID);
      await expectShown(page, path);
      await expectAccessible(page);
      await mend();
      const again = page.getByRole('button', { name: 'Try again' }).filter({ visible: true });
      // What reads again by itself may be whole before its button is reached.
      await expect(async () => {
        if ((await again.count()) > 0) await again.first().click({ timeout: 2_000 });
        await expect(failures).toHaveCount(0, { timeout: 1_000 });
      }).toPass({ timeout: 30_000 });
      await expectShown(page, path);
    });
  }
});

test.describe('to a viewer', () => {
  for (const path of ['/', '/volumes', '/clusters']) {
    test(`${path} is accessible in every theme`, async ({ page, guard }) => {
      guard.allow(/status of 403/);
      await openAs(page, 'viewer', path);
      await expect(page.getByRole('heading').first()).toBeVisible();
      await expectAccessibleInEveryTheme(page);
    });
  }
});
