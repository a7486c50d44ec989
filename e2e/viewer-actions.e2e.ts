import type { Page } from '@playwright/test';
import { snapshot } from '@asterism/api-types/cluster-api/snapshot';
import { openAs } from '@asterism/test-stack/sign-in';
import { VIEWER_PROJECT } from '@asterism/test-stack/stack';
import { DIALOG, MENU } from './support/accessibility.ts';
import { HOST, NAME, placesOf, type Place, type Things } from './support/places-of-work.ts';
import { expect, test as base } from './support/test.ts';
import { availableVolume } from './support/volumes.ts';

/** What changes nothing: whoever sees a page may use it. */
const READS = [
  /^(Views|API|Show API calls?|Columns|Export CSV|Reset|Clear all|Clear selection|Schedules|Snapshots)$/,
  /^(Quick look|Close quick look|Open|View volumes|All|All volumes|All snapshots|\d+ (days|hours))$/,
  /^(Filter by|Copy|Actions for) /,
  // Of a history.
  /^(\d+ (h|days?|years?)|Table|Charts|CSV)$/,
];
const isRead = (name: string): boolean => READS.some((read) => read.test(name));

const NEEDS = new RegExp(`Needs the role (${VIEWER_PROJECT}:admin|system:cluster-admin)`);

const PALETTE = 'Search or run a command';

/** What is typed into the palette before a name, and what it offers then. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  resize: [`Resize ${NAME}`],
  edit: [`Edit ${NAME}`],
  delete: [`Delete ${NAME}`, `Delete snapshot ${NAME}`],
  snapshot: [`Take a snapshot of ${NAME}`],
  'roll back': [`Roll ${NAME} back: choose a snapshot`, `Roll back to ${NAME}`],
  clone: [`Clone ${NAME}`],
  'give access': [`Give ${HOST} access to volumes`],
  rename: [`Rename ${HOST}`],
};

/** A browser in which an admin is signed in, beside that of the test. */
const test = base.extend<{ readonly admin: Page }>({
  admin: async ({ browser, stack }, use) => {
    const context = await browser.newContext({ baseURL: stack.url });
    const admin = await context.newPage();
    await openAs(admin, 'admin', '/');
    await use(admin);
    await context.close();
  },
});

/** Gives a volume of the viewer's project a snapshot and a schedule. */
async function prepare(admin: Page, volumeId: string, clusterId: string): Promise<Things> {
  const url = `/api/v2/projects/${VIEWER_PROJECT}`;
  const headers = { origin: new URL(admin.url()).origin };
  const taken = await admin.request.post(`${url}/snapshots`, {
    headers,
    data: { name: NAME, sourceVolumeUUID: volumeId },
  });
  const schedule = await admin.request.post(`${url}/resourcePolicies`, {
    headers,
    data: {
      name: NAME,
      resourceUUID: volumeId,
      schedulePolicy: {
        retentionTime: '3600s',
        snapshotSchedulePolicy: {
          dailySchedule: { startTime: '2090-01-01T00:00:00Z', daysInCycle: 30 },
        },
      },
    },
  });
  expect([taken.status(), schedule.status()]).toEqual([200, 200]);
  const { UUID } = snapshot.parse(await taken.json());
  return { volumeId, clusterId, snapshotId: UUID };
}

interface Control {
  readonly name: string;
  readonly isOffered: boolean;
}

/** What can be pressed in a part of the page, but for what sorts a table. */
const controlsOf = (page: Page, part: string): Promise<readonly Control[]> =>
  page
    .locator(`${part} :is(button, [role="menuitem"], a.pf-v6-c-button):not(thead *)`)
    .evaluateAll((found) =>
      found
        .filter((one) => one.checkVisibility())
        .map((one) => {
          const text = one.querySelector('.pf-v6-c-menu__item-text')?.firstChild ?? one;
          const name = (one.getAttribute('aria-label') ?? text.textContent ?? '').trim();
          const isOffered =
            one.getAttribute('aria-disabled') !== 'true' && !one.hasAttribute('disabled');
          return { name, isOffered };
        }),
    );

/** Goes to a place, unless the page is there already. */
async function goTo(page: Page, { path, open }: Place): Promise<void> {
  const { pathname, search } = new URL(page.url());
  if (`${pathname}${search}` === path) await page.keyboard.press('Escape');
  else await page.goto(path);
  await open?.(page);
}

/** What an admin has in a place. */
async function controlsIn(admin: Page, place: Place): Promise<readonly Control[]> {
  const part = admin.locator(place.part);
  await goTo(admin, place);
  const there = part.getByText(place.has).or(part.getByLabel(place.has));
  await expect(there.filter({ visible: true }).first()).toBeVisible();
  return controlsOf(admin, place.part);
}

/** Expects that what cannot be used says which role it takes, and does nothing when it is pressed all the same. */
async function expectRefused(page: Page, part: string, name: string): Promise<void> {
  const isInMenu = part === MENU;
  const control = page
    .locator(part)
    .getByRole(isInMenu ? 'menuitem' : 'button', { name })
    .first();
  await control.focus();
  await expect(isInMenu ? control : page.getByRole('tooltip')).toContainText(NEEDS);
  await control.press('Enter');
  await control.blur();
  if (!isInMenu) await expect(page.getByRole('tooltip')).toHaveCount(0);
  await expect(page.locator(DIALOG)).toHaveCount(0);
}

/** What the palette offers to do with what has the name, once that is all that a command offers. */
async function offeredBy(page: Page, command: string, texts: readonly string[]) {
  const palette = page.getByRole('dialog', { name: PALETTE });
  await palette.getByRole('textbox').fill(`${command} ${NAME}`);
  const entries = palette.locator('.ast-palette-entry').filter({ hasText: NAME });
  await expect(entries).toContainText([...texts]);
  return entries.evaluateAll((found) =>
    found.map((one) => ({
      text: one.textContent,
      isOffered: one.getAttribute('aria-disabled') !== 'true',
    })),
  );
}

test('whatever an admin can do with a thing, a viewer sees in the same place with the role that it takes, and can do nothing of it', async ({
  page,
  admin,
  stack,
}) => {
  // Two people go to eighteen places.
  test.slow();
  const { UUID, clusterId } = await availableVolume(stack, NAME, VIEWER_PROJECT, [HOST]);
  const things = await prepare(admin, UUID, clusterId);
  await openAs(page, 'viewer', '/');
  const writes: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET') writes.push(`${request.method()} ${request.url()}`);
  });

  for (const [where, place] of Object.entries(placesOf(things))) {
    await test.step(where, async () => {
      const { part, notShown = {} } = place;
      const theirs = await controlsIn(admin, place);
      const doable = new Set(theirs.filter((one) => one.isOffered).map(({ name }) => name));
      await goTo(page, place);
      const missing = async () => {
        const seen = new Set((await controlsOf(page, part)).map(({ name }) => name));
        return [...doable].filter((name) => !seen.has(name));
      };
      await expect.poll(missing).toEqual(Object.keys(notShown));
      const named = async (user: Page, isOffered: boolean) =>
        (await controlsOf(user, part))
          .filter((one) => one.isOffered === isOffered)
          .map(({ name }) => name);
      // What an admin cannot use either, once their page has all of it, has nothing to be used on.
      const refused = async () => {
        const idle = new Set(await named(admin, false));
        return (await named(page, false)).filter((name) => !idle.has(name));
      };
      await expect.poll(async () => (await refused()).filter(isRead)).toEqual([]);
      expect((await named(page, true)).filter((name) => !isRead(name))).toEqual([]);
      for (const name of await refused()) await expectRefused(page, part, name);
    });
  }

  for (const user of [page, admin]) await user.getByRole('textbox', { name: PALETTE }).click();
  for (const [command, texts] of Object.entries(COMMANDS)) {
    await test.step(`${command}, typed into the palette`, async () => {
      for (const { isOffered } of await offeredBy(admin, command, texts)) {
        expect(isOffered).toBe(true);
      }
      for (const { text, isOffered } of await offeredBy(page, command, texts)) {
        expect(text).toMatch(NEEDS);
        expect(isOffered).toBe(false);
      }
    });
  }
  expect(writes).toEqual([]);
});
