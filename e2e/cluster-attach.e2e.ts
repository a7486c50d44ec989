import type { Page } from '@playwright/test';
import { DIALOG, expectAccessibleInEveryTheme } from './support/accessibility.ts';
import {
  expectFocusSeen,
  forbidPointer,
  pressOn,
  pressUntilFocused,
  tabTo,
  typeInto,
} from './support/keyboard.ts';
import { clusterRow, expect, test, UNATTACHED } from './support/own-stack-test.ts';
import { openAs } from '@asterism/test-stack/sign-in';
import { simulatorOf } from '@asterism/test-stack/simulator-client';
import type { StackAddresses } from '@asterism/test-stack/stack';

// One cluster is attached and detached by all of them.
test.describe.configure({ mode: 'serial' });

/** Goes through the first two steps, up to the one that is about the key; `check` sees the second, if it is given. */
async function confirmCertificate(
  page: Page,
  fingerprint: string,
  check?: (page: Page) => Promise<void>,
): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`Use ${UNATTACHED}`) }).click();
  await expect(page.getByText(fingerprint)).toBeVisible();
  await check?.(page);
  await page.getByRole('button', { name: /Fingerprints match/ }).click();
  await expect(page.getByText(/lbcli create credential --project-name=system/)).toBeVisible();
}

/** Goes on to where the third cluster accepts the key; its endpoint. */
async function importKey(page: Page, stack: StackAddresses): Promise<string> {
  const { apiEndpoint, fingerprint256 } = stack.clusters.at(-1) ?? {};
  if (apiEndpoint === undefined) throw new Error('There is no third cluster.');
  await openAs(page, 'admin', '/clusters/attach');
  await confirmCertificate(page, fingerprint256 ?? 'none');
  await page.getByRole('button', { name: 'Import the key into the simulated cluster' }).click();
  await expect(page.getByText('The cluster accepts the key')).toBeVisible();
  return apiEndpoint;
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
  await expect(endpoint).toHaveAccessibleDescription(/<host>:<port>, without "https:\/\/"/i);
  await expect(page.getByRole('button', { name: 'Use 10.0.0.1:443' })).toBeVisible();
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
  await expectAccessibleInEveryTheme(page);
  await page.getByRole('button', { name: 'Change endpoint' }).click();
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
  await expectAccessibleInEveryTheme(page);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText(/lbcli create credential/)).toBeVisible();
  await page.goto('/clusters');
  await expect(clusterRow(page, 'lb-north-01')).toBeVisible();
  await expect(clusterRow(page, UNATTACHED)).toHaveCount(0);
});

test('a cluster whose clock is wrong is told from one with the wrong key, before and after an attach', async ({
  page,
  stack,
}) => {
  const apiEndpoint = await importKey(page, stack);
  await simulatorOf(stack).setClock({ apiEndpoint, offsetSeconds: -184 });
  const clock = page.getByRole('heading', { name: /The cluster’s clock is 3 min \d s behind/ });
  await page.reload();
  await expect(clock).toBeVisible();
  await page.getByRole('button', { name: 'Attach anyway' }).click();
  await expect(page.getByText(/does not accept tokens of now/)).toBeVisible();
  await expect(clock).toBeVisible();
  await expect(page.getByText(/Set the time on the cluster’s servers/)).toBeVisible();
  await expectAccessibleInEveryTheme(page);
  await simulatorOf(stack).setClock({ apiEndpoint, offsetSeconds: 0 });
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('The cluster accepts the key')).toBeVisible();
});

test('an attach is canceled while it runs, which every open page shows, and leaves nothing', async ({
  page,
  stack,
}) => {
  const apiEndpoint = await importKey(page, stack);
  await simulatorOf(stack).setFault({ apiEndpoint, fault: { latencyMs: 1000 } });
  await page.getByRole('button', { name: 'Attach cluster' }).click();
  const stage = (name: string) =>
    page.getByRole('list', { name: 'Stages' }).getByRole('listitem').filter({ hasText: name });
  await expect(stage('Sign in with the service key')).toContainText('done');
  // It goes on for as long as the test needs it.
  await simulatorOf(stack).setFault({ apiEndpoint, fault: { latencyMs: 60_000 } });
  const other = await page.context().newPage();
  await other.goto('/workflows');
  const row = other.getByRole('row', { name: /Running/ });
  await expect(row).toHaveCount(1);

  await page.getByRole('button', { name: 'Cancel workflow' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('stops at once and is undone: the cluster is not attached');
  await expectAccessibleInEveryTheme(page, DIALOG);
  await dialog.getByRole('button', { name: 'Keep running' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Cancel workflow' })).toBeFocused();
  await page.keyboard.press('Enter');
  await pressOn(page, dialog.getByRole('button', { name: 'Cancel workflow' }));
  await expect(page.getByRole('heading', { name: 'The workflow was canceled' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeFocused();
  await expect(page.getByText(/Canceled by admin/)).toBeVisible();
  await expect(page.getByRole('heading', { name: /still trusts a key of Asterism/ })).toBeVisible();
  await expect(page.getByText(/lbcli delete credential --project-name=system/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cancel workflow' })).toHaveCount(0);
  await expectAccessibleInEveryTheme(page);
  await simulatorOf(stack).setFault({ apiEndpoint });

  await expect(row).toHaveCount(0);
  await other.getByRole('button', { name: 'Filter by State' }).click();
  await other.getByRole('menuitem', { name: /Canceled/ }).click();
  await other.keyboard.press('Escape');
  await expect(other).toHaveURL(/state=CANCELED/);
  await expect(other.getByRole('row', { name: /Attach .* Canceled/ })).toHaveCount(1);
  await other.goto('/clusters');
  await expect(clusterRow(other, 'lb-north-01')).toBeVisible();
  await expect(clusterRow(other, UNATTACHED)).toHaveCount(0);
  await other.close();
});

test('a cluster is attached step by step and its volumes join the others', async ({
  page,
  stack,
}) => {
  await openAs(page, 'admin', '/clusters/attach');
  const { fingerprint256 = 'none' } = stack.clusters.at(-1) ?? {};
  await confirmCertificate(page, fingerprint256, expectAccessibleInEveryTheme);
  await page.getByRole('button', { name: 'Import the key into the simulated cluster' }).click();
  await expect(page.getByText('The cluster accepts the key')).toBeVisible();
  await expectAccessibleInEveryTheme(page);
  await page.getByRole('button', { name: 'Attach cluster' }).click();
  await expect(page.getByText(`${UNATTACHED} is attached`)).toBeVisible();
  const stages = page.getByRole('list', { name: 'Stages' }).getByRole('listitem');
  for (const stage of await stages.all()) await expect(stage).toContainText('done');
  await expectAccessibleInEveryTheme(page);
  await page.getByRole('link', { name: 'View volumes' }).click();
  await expect(page.getByText(/of 300 volumes$/)).toBeVisible();
  await page.getByRole('link', { name: 'Clusters' }).click();
  await expect(clusterRow(page, UNATTACHED)).toContainText('Connected');
});

test('a cluster that is attached already is not attached again', async ({ page, stack }) => {
  await openAs(page, 'admin', '/clusters/attach');
  const endpoint = stack.clusters[0]?.apiEndpoint ?? '';
  await page.getByRole('textbox', { name: 'API endpoint' }).fill(endpoint);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('This cluster is already attached')).toBeVisible();
  await expect(page.getByRole('button', { name: /Fingerprints match/ })).toHaveCount(0);
});

test('a detach says what it does, wants the name, and takes the volumes out', async ({ page }) => {
  await openAs(page, 'admin', '/clusters');
  await clusterRow(page, UNATTACHED).getByRole('link', { name: UNATTACHED }).click();
  await page.getByRole('button', { name: 'Detach' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('They stay on the cluster');
  await expect(dialog).toContainText('lbcli delete credential --project-name=system');
  const confirm = dialog.getByRole('button', { name: 'Detach cluster' });
  await expect(confirm).toBeDisabled();
  await expectAccessibleInEveryTheme(page, DIALOG);
  await dialog.getByRole('textbox').fill(UNATTACHED);
  await confirm.click();
  await expect(page).toHaveURL('/clusters');
  await expect(clusterRow(page, 'lb-north-01')).toBeVisible();
  await expect(clusterRow(page, UNATTACHED)).toHaveCount(0);
  await page.getByRole('link', { name: 'Volumes', exact: true }).click();
  await page.getByRole('button', { name: 'Filter by Cluster' }).click();
  await expect(page.getByText('lb-south-01').first()).toBeVisible();
  await expect(page.getByText(UNATTACHED)).toHaveCount(0);
});

test('by keyboard alone a cluster is attached, its workflow is found and read, and the cluster is detached', async ({
  page,
  stack,
}) => {
  const { apiEndpoint = '', fingerprint256 = 'none' } = stack.clusters.at(-1) ?? {};
  const endpoint = page.getByRole('textbox', { name: 'API endpoint' });
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  await openAs(page, 'admin', '/clusters');
  await forbidPointer(page);

  await test.step('an endpoint where nobody listens is replaced', async () => {
    await pressOn(page, page.getByRole('link', { name: 'Attach cluster' }));
    await expect(endpoint).toBeFocused();
    // What only a demo offers is read later, and stands above the buttons.
    await expect(button(new RegExp(`Use ${UNATTACHED}`))).toBeVisible();
    await page.keyboard.type('127.0.0.1:1025');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: /could not be reached/ })).toBeVisible();
    await expectFocusSeen(page);
    await pressOn(page, button('Change endpoint'));
    await expect(endpoint).toBeFocused();
    await typeInto(page, endpoint, apiEndpoint);
    await page.keyboard.press('Enter');
  });

  await test.step('certificate and key are confirmed', async () => {
    await expect(page.getByText(fingerprint256)).toBeVisible();
    await expectFocusSeen(page);
    await pressOn(page, button(/Fingerprints match/));
    await pressOn(page, button('Import the key into the simulated cluster'));
    await expect(page.getByText('The cluster accepts the key')).toBeVisible();
    await expectFocusSeen(page);
    await pressOn(page, button('Attach cluster'));
    await expect(page.getByText(`${UNATTACHED} is attached`)).toBeVisible();
    await expect(page.getByRole('link', { name: 'Go to cluster' })).toBeFocused();
    await expectFocusSeen(page);
  });

  await test.step('the workflow is found in its list, and read', async () => {
    const heading = page.getByRole('heading', { name: 'Workflows', level: 1 });
    await pressUntilFocused(page, 'gw', heading);
    await pressUntilFocused(page, '/', page.getByRole('combobox', { name: 'Search workflows' }));
    await page.keyboard.type(UNATTACHED);
    await expect(page).toHaveURL(/search=/);
    await tabTo(page, page.getByRole('region', { name: 'Workflows, table' }));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Attach ${UNATTACHED}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await expect(page.getByRole('list', { name: 'Stages' })).toBeVisible();
    await pressOn(page, page.getByRole('link', { name: 'Go to cluster' }));
    await expect(page.getByRole('heading', { name: UNATTACHED, level: 1 })).toBeFocused();
  });

  await test.step('the cluster is detached, at the second thought', async () => {
    await pressOn(page, button('Detach cluster'));
    const dialog = page.getByRole('dialog');
    await expect(dialog).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(button('Detach cluster')).toBeFocused();
    await page.keyboard.press('Enter');
    await typeInto(page, dialog.getByRole('textbox'), UNATTACHED);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL('/clusters');
    await expect(clusterRow(page, UNATTACHED)).toHaveCount(0);
    await expectFocusSeen(page);
  });
});
