import type { Page } from '@playwright/test';
import { openAs } from './support/sign-in.ts';
import { startStack, type StackFacts } from './support/stack.ts';
import { expect, test as base } from './support/test.ts';

/** A stack of their own: the tests beside these must not find a cluster that is gone at the next look. */
const test = base.extend<object, { ownStack: StackFacts }>({
  ownStack: [
    // Playwright reads what a fixture needs from the destructured argument.
    // oxlint-disable-next-line eslint/no-empty-pattern
    async ({}, use) => {
      const stack = await startStack({ clusters: 3, volumes: 300, attach: 2 });
      await use(stack.facts);
      await stack.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  stack: async ({ ownStack }, use) => use(ownStack),
});

/** The simulated cluster that the stack leaves unattached. The tests below hand it from one to the next. */
const NAME = 'lb-east-01';

// One cluster is attached and detached by all of them.
test.describe.configure({ mode: 'serial' });

const clusterRow = (page: Page, name: string) =>
  page.getByRole('table', { name: 'Clusters' }).getByRole('row', { name: new RegExp(name) });

/** Goes through the first two steps, up to the one that is about the key. */
async function confirmCertificate(page: Page, fingerprint: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`Use ${NAME}`) }).click();
  await expect(page.getByText(fingerprint)).toBeVisible();
  await page.getByRole('button', { name: /fingerprints are equal/ }).click();
  await expect(page.getByText(/lbcli create credential --project-name=system/)).toBeVisible();
}

test('the clusters are listed with status, and each has a page', async ({ page, stack }) => {
  await openAs(page, 'admin', '/clusters');
  await expect(clusterRow(page, 'lb-north-01')).toContainText('Connected');
  await clusterRow(page, 'lb-north-01').getByRole('link', { name: 'lb-north-01' }).click();
  await expect(page.getByRole('heading', { name: 'lb-north-01', level: 1 })).toBeVisible();
  await expect(page.getByText(stack.clusters[0]?.fingerprint256 ?? 'none')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Nodes' })).toContainText('Active');
});

test('an endpoint that is none is refused at its field', async ({ page, guard }) => {
  guard.allow(/status of 400/);
  await openAs(page, 'admin', '/clusters/attach');
  const endpoint = page.getByRole('textbox', { name: 'API endpoint' });
  await endpoint.fill('https://10.0.0.1/');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(endpoint).toHaveAccessibleDescription(/<host>:<port>/i);
  await endpoint.fill('169.254.169.254:443');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(endpoint).toHaveAccessibleDescription(/not permitted/i);
  await expect(endpoint).toHaveValue('169.254.169.254:443');
});

test('an endpoint where nobody listens says so, and can be changed', async ({ page }) => {
  await openAs(page, 'admin', '/clusters/attach');
  await page.getByRole('textbox', { name: 'API endpoint' }).fill('127.0.0.1:1025');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { name: /could not be reached/ })).toBeVisible();
  await page.getByRole('button', { name: 'Change the endpoint' }).click();
  await expect(page.getByRole('textbox', { name: 'API endpoint' })).toHaveValue('127.0.0.1:1025');
});

test('an attach without the credential fails readably and can be tried again', async ({
  page,
  stack,
}) => {
  await openAs(page, 'admin', '/clusters/attach');
  await confirmCertificate(page, stack.clusters.at(-1)?.fingerprint256 ?? 'none');
  await page.getByRole('button', { name: 'Attach anyway' }).click();
  await expect(page.getByText('The cluster does not accept the service key')).toBeVisible();
  await expect(page.getByText(/Import the key on the cluster/)).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText(/lbcli create credential/)).toBeVisible();
  await page.goto('/clusters');
  await expect(clusterRow(page, 'lb-north-01')).toBeVisible();
  await expect(clusterRow(page, NAME)).toHaveCount(0);
});

test('a cluster is attached step by step and its volumes join the others', async ({
  page,
  stack,
}) => {
  await openAs(page, 'admin', '/clusters/attach');
  await confirmCertificate(page, stack.clusters.at(-1)?.fingerprint256 ?? 'none');
  await page.getByRole('button', { name: 'Import the key into the simulated cluster' }).click();
  await expect(page.getByText('The cluster accepts the key')).toBeVisible();
  await page.getByRole('button', { name: 'Attach cluster' }).click();
  await expect(page.getByText(`${NAME} is attached`)).toBeVisible();
  const stages = page.getByRole('list', { name: 'Stages' }).getByRole('listitem');
  for (const stage of await stages.all()) await expect(stage).toContainText('done');
  await page.getByRole('link', { name: 'See its volumes' }).click();
  await expect(page.getByRole('button', { name: 'of 300 volumes' })).toBeVisible();
  await page.getByRole('link', { name: 'Clusters' }).click();
  await expect(clusterRow(page, NAME)).toContainText('Connected');
});

test('a cluster that is attached already is not attached again', async ({ page, stack }) => {
  await openAs(page, 'admin', '/clusters/attach');
  const endpoint = stack.clusters[0]?.apiEndpoint ?? '';
  await page.getByRole('textbox', { name: 'API endpoint' }).fill(endpoint);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('This cluster is attached already')).toBeVisible();
  await expect(page.getByRole('button', { name: /fingerprints are equal/ })).toHaveCount(0);
});

test('a detach says what it does, wants the name, and takes the volumes out', async ({ page }) => {
  await openAs(page, 'admin', '/clusters');
  await clusterRow(page, NAME).getByRole('link', { name: NAME }).click();
  await page.getByRole('button', { name: 'Detach' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('They stay on the cluster');
  await expect(dialog).toContainText('lbcli delete credential --project-name=system');
  const confirm = dialog.getByRole('button', { name: 'Detach cluster' });
  await expect(confirm).toBeDisabled();
  await dialog.getByRole('textbox').fill(NAME);
  await confirm.click();
  await expect(page).toHaveURL('/clusters');
  await expect(clusterRow(page, 'lb-north-01')).toBeVisible();
  await expect(clusterRow(page, NAME)).toHaveCount(0);
  await page.getByRole('link', { name: 'Volumes', exact: true }).click();
  await page.getByRole('button', { name: 'Filter by Cluster' }).click();
  await expect(page.getByText('lb-south-01').first()).toBeVisible();
  await expect(page.getByText(NAME)).toHaveCount(0);
});
