import { expectAccessible, THEMES } from './support/accessibility.ts';
import { signIn } from './support/sign-in.ts';
import { expect, test } from './support/test.ts';

/** Every page that needs no thing of its own, with its heading. */
const PAGES = [
  ['/', 'Overview'],
  ['/volumes', 'Volumes'],
  ['/volumes/new', 'Create volume'],
  ['/clusters', 'Clusters'],
  ['/clusters/attach', 'Attach cluster'],
  ['/workflows', 'Workflows'],
  ['/no/such/page', 'Page not found'],
] as const;

/** Every page of one thing: the list that links to it. */
const DETAILS = ['/volumes', '/clusters', '/workflows'] as const;

for (const theme of THEMES) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ colorScheme: theme });

    test('the sign-in page is accessible', async ({ page }) => {
      await page.goto('/');
      await expect(page.getByLabel('Password')).toBeVisible();
      await expectAccessible(page);
    });

    test('every page of an admin is accessible', async ({ page }) => {
      await signIn(page, 'admin');
      for (const [path, heading] of PAGES) {
        await test.step(path, async () => {
          await page.goto(path);
          await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
          await expectAccessible(page);
        });
      }
      for (const path of DETAILS) {
        await test.step(`one of ${path}`, async () => {
          await page.goto(path);
          await page.getByRole('row').getByRole('link').first().click();
          await expect(page).toHaveURL(/[0-9a-f]{8}-[0-9a-f-]{27}$/);
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          await expectAccessible(page);
        });
      }
    });

    test('every page of a viewer is accessible', async ({ page }) => {
      await signIn(page, 'viewer');
      for (const path of ['/', '/volumes']) {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expectAccessible(page);
      }
    });
  });
}
