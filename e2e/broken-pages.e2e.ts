import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessibility.ts';
import { openRoute, readRoutes } from './support/routes.ts';
import { expect, test } from './support/test.ts';
import { availableVolume } from './support/volumes.ts';

/** The pages that ask the fleet for nothing before they are shown. */
const WITHOUT_READS = new Set(['/login', '/clusters/attach', '/settings', '/*']);

const ROUTES = (await readRoutes()).filter((path) => !WITHOUT_READS.has(path));

const MESSAGE = 'The database is away.';
const REQUEST_ID = 'request-of-a-broken-day';

/** Every read of the fleet fails from now on, at once and for good. */
async function breakReads(page: Page): Promise<() => Promise<void>> {
  const reads = /\/api\/v2\/(?!events)/;
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

for (const path of ROUTES) {
  test(`where nothing can be read, ${path} says so with a request ID, and shows all of it once it can`, async ({
    page,
    stack,
    guard,
  }) => {
    guard.allow(/status of 503/);
    // What was done to it is a task.
    if (path.startsWith('/tasks')) await availableVolume(stack, `broken-${path.length}`);
    await openRoute(page, path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const mend = await breakReads(page);
    await page.reload();
    const failures = page.getByRole('alert').filter({ hasText: MESSAGE });
    await expect(failures.first()).toContainText(REQUEST_ID);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
    await expectAccessible(page);
    await mend();
    for (const again of await page.getByRole('button', { name: 'Try again' }).all()) {
      if (await again.isVisible()) await again.click();
    }
    await expect(failures).toHaveCount(0);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });
}
