import type { Page, Route } from '@playwright/test';
import { expectAccessibleInEveryTheme } from './support/accessibility.ts';
import { federationClient } from '@asterism/test-stack/federation-client';
import { openAs } from '@asterism/test-stack/sign-in';
import { expect, test } from './support/test.ts';
import { untilAvailable } from './support/volumes.ts';

const NAME = 'answer-was-lost';
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

/** What is done with the next request of the kind; those after it go through. */
async function next(
  page: Page,
  method: string,
  deal: (route: Route) => Promise<void>,
  path = /^\/api\/v2\/volumes/,
) {
  let isDealt = false;
  await page.route(
    (url) => path.test(url.pathname),
    async (route) => {
      if (isDealt || route.request().method() !== method) return route.fallback();
      isDealt = true;
      return deal(route);
    },
  );
}

/** Asterism does its work, and the browser never hears of it. */
async function loseAnswer(route: Route): Promise<void> {
  await route.fetch();
  await route.abort('connectionreset');
}

test('the outcome of a write whose answer was lost is determined and shown, and nothing is sent twice', async ({
  page,
  stack,
  guard,
}) => {
  guard.allow(/ERR_CONNECTION_RESET|status of 404/);
  const sent: string[] = [];
  page.on('request', (request) => {
    if (
      request.method() !== 'GET' &&
      /\/api\/v2\/(volumes|fleet\/tasks\/.*start)/.test(request.url())
    ) {
      sent.push(request.method());
    }
  });
  await openAs(page, 'admin', '/volumes/new');
  await field(page, 'Name').fill(NAME);
  await field(page, 'Size').fill('10 GiB');
  await page.getByRole('combobox', { name: 'Project' }).fill('default');
  const create = page.getByRole('button', { name: 'Create volume' });

  await test.step('a create that never arrived leaves the form as it was', async () => {
    await next(page, 'POST', (route) => route.abort('connectionreset'));
    await create.click();
    await expect(page.getByText('Checking whether the volume was created')).toBeVisible();
    await expect(create).toBeDisabled();
    await expectAccessibleInEveryTheme(page);
    await expect(page.getByText('Nothing was changed')).toBeVisible();
    await expect(field(page, 'Name')).toHaveValue(NAME);
    await expect(field(page, 'Size')).toHaveValue('10 GiB');
  });

  await test.step('a create that was carried out goes on to the volume', async () => {
    await next(page, 'POST', loseAnswer);
    await create.click();
    await expect(page.getByRole('heading', { name: NAME, level: 1 })).toBeVisible();
  });

  const federation = await federationClient(stack.federationUrl, 'admin');
  const listed = await federation.listVolumes({ name: NAME });
  expect(listed).toMatchObject({ value: { volumes: [{ name: NAME }] } });
  const UUID = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await untilAvailable(federation, UUID);

  await test.step('an edit that was carried out is saved', async () => {
    await page.getByRole('link', { name: 'Edit' }).click();
    await field(page, 'Size').fill('20 GiB');
    await next(page, 'PUT', loseAnswer);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText(/20 GiB \(21,474,836,480 bytes\)/)).toBeVisible();
    await untilAvailable(federation, UUID);
  });

  await test.step('a deletion that was carried out is followed to its end', async () => {
    await expect(page.getByText('Available', { exact: true })).toBeVisible();
    await next(page, 'POST', loseAnswer, /^\/api\/v2\/fleet\/tasks\/.*\/start$/);
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Start now' }).click();
    await expect(page.getByText('Volume deleted')).toBeVisible();
  });
  expect(sent).toEqual(['POST', 'POST', 'PUT', 'POST']);
});
