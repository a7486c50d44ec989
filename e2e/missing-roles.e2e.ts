import { signIn } from '@asterism/test-stack/sign-in';
import { VIEWER_PROJECT } from '@asterism/test-stack/stack';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/test.ts';

/** What is offered somewhere: the names of what can be pressed, and whether it can be used. */
type Offers = ReadonlyMap<string, boolean>;

const offersIn = async (place: Locator): Promise<Offers> =>
  new Map(
    await place.locator('a, button, [role="menuitem"]').evaluateAll((all) =>
      all.map((element): [string, boolean] => [
        element.getAttribute('aria-label') ??
          // The first line of an item of a menu; what is below it says why it cannot be done.
          (element.querySelector('[class*="__item-text"]') ?? element).textContent.split(':')[0] ??
          '',
        element.getAttribute('aria-disabled') !== 'true',
      ]),
    ),
  );

const row = (page: Page) => page.getByRole('row').filter({ has: page.getByRole('link') });

/** Opens the first thing of a list. */
async function openFirst(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await row(page).first().getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
}

const main = (page: Page) => page.getByRole('main');

/** Where one only reads, whatever one may. */
const WITHOUT_ACTIONS = ['the list of hosts', 'the page of the project'];

/** Every place where something can be done that a viewer may see, and how one comes there. */
const PLACES: Readonly<Record<string, (page: Page) => Promise<Locator>>> = {
  async 'the list of volumes'(page) {
    await page.goto('/volumes');
    await expect(row(page).first()).toBeVisible();
    return main(page);
  },
  async 'the menu of a volume'(page) {
    await page.goto('/volumes');
    await row(page).first().getByRole('button').last().click();
    return page.getByRole('menu');
  },
  async 'the selected volumes'(page) {
    await page.goto('/volumes');
    await row(page).first().getByRole('checkbox').check();
    return page.getByRole('region', { name: 'Selected volumes' });
  },
  async 'the page of a volume'(page) {
    await openFirst(page, '/volumes');
    await expect(page.getByRole('button', { name: 'Show API call' })).toBeVisible();
    return main(page);
  },
  async 'the snapshots of a volume'(page) {
    await openFirst(page, '/volumes');
    await page.getByRole('link', { name: 'Snapshots', exact: true }).last().click();
    await expect(page.getByRole('button', { name: 'Add schedule' })).toBeVisible();
    return main(page);
  },
  async 'the list of hosts'(page) {
    await page.goto('/hosts');
    await expect(row(page).first()).toBeVisible();
    return main(page);
  },
  async 'the page of a host'(page) {
    await openFirst(page, '/hosts');
    await expect(row(page).first()).toBeVisible();
    return main(page);
  },
  async 'the volumes that are selected of a host'(page) {
    await openFirst(page, '/hosts');
    await row(page).first().getByRole('checkbox').check();
    return page.getByRole('region', { name: 'Selected volumes' });
  },
  async 'the page of the project'(page) {
    await page.goto(`/projects/${VIEWER_PROJECT}`);
    await expect(page.getByRole('link', { name: 'View volumes' }).first()).toBeVisible();
    return main(page);
  },
};

/** Sees the console as somebody with one role in the project. A preview begins a new session. */
async function previewAs(page: Page, right: 'viewer' | 'admin'): Promise<void> {
  await signIn(page, 'admin', '/volumes');
  await page.getByRole('button', { name: 'admin', exact: true }).click();
  await page.getByRole('menuitem', { name: 'View as…' }).click();
  const dialog = page.getByRole('dialog', { name: 'View as…' });
  await dialog.getByRole('combobox', { name: 'Project' }).fill(VIEWER_PROJECT);
  await dialog.getByLabel('Right').selectOption(right);
  await dialog.getByRole('button', { name: 'Start preview' }).click();
  await expect(page.getByText(`${VIEWER_PROJECT}:${right}`).first()).toBeVisible();
}

/** What each place offers to somebody with the role. */
async function offersTo(
  page: Page,
  right: 'viewer' | 'admin',
): Promise<ReadonlyMap<string, Offers>> {
  await previewAs(page, right);
  const offers = new Map<string, Offers>();
  for (const [name, goTo] of Object.entries(PLACES))
    offers.set(name, await offersIn(await goTo(page)));
  return offers;
}

test('a viewer sees all that an admin of the project can do, and which role each needs', async ({
  page,
  browser,
  stack,
}) => {
  test.slow();
  const context = await browser.newContext({ baseURL: stack.url });
  const toAdmin = await offersTo(await context.newPage(), 'admin');
  await context.close();
  const toViewer = await offersTo(page, 'viewer');
  for (const [name, offers] of toAdmin) {
    await test.step(name, async () => {
      const seen = toViewer.get(name) ?? new Map<string, boolean>();
      expect([...offers.keys()].filter((offer) => !seen.has(offer))).toEqual([]);
      const refused = [...offers]
        .filter(([offer, isUsable]) => isUsable && seen.get(offer) === false)
        .map(([offer]) => offer);
      const place = await PLACES[name]?.(page);
      for (const offer of refused) {
        const control = place
          ?.locator('button, [role="menuitem"]')
          .filter({ hasText: offer })
          .or(place.getByRole('button', { name: offer, exact: true }))
          .first();
        if (control === undefined) throw new Error(`${offer} is gone`);
        await control.focus();
        const told = page.getByRole('tooltip').or(control);
        await expect(
          told.filter({ hasText: `Needs the role ${VIEWER_PROJECT}:admin` }),
        ).toBeVisible();
      }
      if (!WITHOUT_ACTIONS.includes(name)) expect(refused).not.toEqual([]);
    });
  }
});
