import {
  startHostileFront,
  type HostileFront,
} from '@asterism/federation/test-support/hostile-front';
import type { Page } from '@playwright/test';
import { expectAccessibleInBothThemes } from './support/accessibility.ts';
import { federationClient } from '@asterism/test-stack/federation-client';
import { openAs } from '@asterism/test-stack/sign-in';
import { simulatorOf } from '@asterism/test-stack/simulator-client';
import { startStack, type StackAddresses } from '@asterism/test-stack/stack';
import { expect, test as base } from './support/test.ts';
import { until } from '@asterism/test-stack/until';

/** A stack of their own: the other tests must not find a cluster that disappears before their next step. */
const test = base.extend<object, { ownStack: StackAddresses }>({
  ownStack: [
    // Playwright reads what a fixture needs from the destructured argument.
    // oxlint-disable-next-line eslint/no-empty-pattern
    async ({}, use) => {
      const stack = await startStack({ clusters: 3, volumes: 300, attach: 2 });
      await use(stack.addresses);
      await stack.stop();
    },
    { scope: 'worker', timeout: 600_000 },
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
  await page.getByRole('button', { name: /Fingerprints match/ }).click();
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
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText(/lbcli create credential/)).toBeVisible();
  await page.goto('/clusters');
  await expect(clusterRow(page, 'lb-north-01')).toBeVisible();
  await expect(clusterRow(page, NAME)).toHaveCount(0);
});

test('an attach is canceled while it runs, which every open page shows, and leaves nothing', async ({
  page,
  stack,
}) => {
  const { apiEndpoint, fingerprint256 } = stack.clusters.at(-1) ?? {};
  if (apiEndpoint === undefined) throw new Error('There is no third cluster.');
  await openAs(page, 'admin', '/clusters/attach');
  await confirmCertificate(page, fingerprint256 ?? 'none');
  await page.getByRole('button', { name: 'Import the key into the simulated cluster' }).click();
  await expect(page.getByText('The cluster accepts the key')).toBeVisible();
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
  await dialog.getByRole('button', { name: 'Keep running' }).click();
  await expect(dialog).toHaveCount(0);
  await page.getByRole('button', { name: 'Cancel workflow' }).click();
  await dialog.getByRole('button', { name: 'Cancel workflow' }).click();
  await expect(page.getByRole('heading', { name: 'The workflow was canceled' })).toBeVisible();
  await expect(page.getByText(/Canceled by admin/)).toBeVisible();
  await expect(page.getByRole('heading', { name: /still trusts a key of Asterism/ })).toBeVisible();
  await expect(page.getByText(/lbcli delete credential --project-name=system/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cancel workflow' })).toHaveCount(0);
  await expectAccessibleInBothThemes(page);
  await simulatorOf(stack).setFault({ apiEndpoint });

  await expect(row).toHaveCount(0);
  await other.getByRole('button', { name: 'Canceled' }).click();
  await expect(other).toHaveURL(/state=CANCELED/);
  await expect(other.getByRole('row', { name: /Attach .* Canceled/ })).toHaveCount(1);
  await other.goto('/clusters');
  await expect(clusterRow(other, 'lb-north-01')).toBeVisible();
  await expect(clusterRow(other, NAME)).toHaveCount(0);
  await other.close();
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
  await page.getByRole('link', { name: 'View volumes' }).click();
  await expect(page.getByRole('button', { name: 'of 300 volumes' })).toBeVisible();
  await page.getByRole('link', { name: 'Clusters' }).click();
  await expect(clusterRow(page, NAME)).toContainText('Connected');
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

test.describe('a cluster that sends invalid data', () => {
  const PWN = '<img src=x onerror=alert(1)>';
  let front: HostileFront;

  /** Attaches the last cluster by a front that can answer in its place; its UUID. */
  async function attachByFront(stack: StackAddresses): Promise<string> {
    const { apiEndpoint = '', clusterUUID = '' } = stack.clusters.at(-1) ?? {};
    front = await startHostileFront(apiEndpoint);
    const federation = await federationClient(stack.federationUrl, 'admin');
    const key = await federation.getServiceCredentials({});
    if (!key.ok) throw new Error(key.error.message);
    await simulatorOf(stack).importCredential({ apiEndpoint, ...key.value });
    const started = await federation.attachCluster({ apiEndpoint: front.endpoint });
    if (!started.ok) throw new Error(started.error.message);
    await until('the attach to end', async () => {
      const { workflowId } = started.value;
      const answer = await federation.getWorkflow({ workflowId });
      return answer.ok && answer.value.workflow.state === 'COMPLETED' ? true : undefined;
    });
    return clusterUUID;
  }

  test('is marked with the reason, and what of it cannot be read is counted, as text', async ({
    page,
    stack,
  }) => {
    const clusterId = await attachByFront(stack);
    const federation = await federationClient(stack.federationUrl, 'admin');
    try {
      const nodes = [{ UUID: clusterId, name: PWN }, { UUID: PWN }, { name: PWN.repeat(20) }];
      front.answer('nodes', JSON.stringify({ nodes }));
      await openAs(page, 'admin', `/clusters/${clusterId}`);
      await expect(
        page.getByText(`2 nodes reported by ${NAME} could not be read and are not shown`),
      ).toBeVisible({ timeout: 60_000 });
      await expect(page.getByRole('table', { name: 'Nodes' })).toContainText(PWN);
      front.answer('cluster', '<html>');
      await expect(
        page.getByRole('heading', { name: 'The cluster sends invalid data' }),
      ).toBeVisible({
        timeout: 90_000,
      });
      await expect(
        page.getByText(/^sends invalid data: GET .api.v2.cluster: what it/).first(),
      ).toBeVisible();
      await expectAccessibleInBothThemes(page);
      await page.getByRole('link', { name: 'Clusters' }).first().click();
      await expect(clusterRow(page, NAME)).toContainText('sends invalid data');
      await expect(clusterRow(page, 'lb-north-01')).toContainText('Connected');
    } finally {
      await federation.detachCluster({ cid: clusterId });
      await front.close();
    }
    await expect(clusterRow(page, NAME)).toHaveCount(0);
  });
});

test.describe('a certificate that changes', () => {
  /** Two probes in a row have to fail before a status changes. */
  const TO_BE_NOTICED = { timeout: 90_000 };
  const CHANGED = 'lb-south-01';

  const changedCluster = (stack: StackAddresses) => {
    const cluster = stack.clusters[1];
    if (cluster === undefined) throw new Error('There is no second cluster.');
    return cluster;
  };

  /** What the cluster presents now, as seen on the cluster itself. */
  async function presentedBy(stack: StackAddresses): Promise<string> {
    const { apiEndpoint } = changedCluster(stack);
    const listed = await simulatorOf(stack).listClusters({});
    const found = listed.ok
      ? listed.value.find((one) => one.apiEndpoint === apiEndpoint)
      : undefined;
    return found?.fingerprint256 ?? 'none';
  }

  test('is shown to an admin beside the one that was confirmed', async ({ page, stack }) => {
    const { apiEndpoint, clusterUUID, fingerprint256 } = changedCluster(stack);
    await openAs(page, 'admin', '/clusters');
    await expect(clusterRow(page, CHANGED)).toContainText('Connected');
    await simulatorOf(stack).rotateCertificate({ apiEndpoint });
    await expect(clusterRow(page, CHANGED)).toContainText('Unauthorized', TO_BE_NOTICED);
    await expect(clusterRow(page, CHANGED)).toContainText('Its certificate has changed');

    await page.goto(`/clusters/${clusterUUID}`);
    const warning = page.getByRole('heading', { name: /certificate has changed/ });
    await expect(warning).toBeVisible();
    const fingerprints = page.locator('dl').filter({ hasText: 'Presented now' });
    await expect(fingerprints).toContainText(fingerprint256);
    await expect(fingerprints).toContainText(await presentedBy(stack));
    await expect(page.getByText(/openssl s_client -connect/)).toBeVisible();
    await expect(page.getByRole('table', { name: 'Nodes' })).toContainText('(last known)');
    await expectAccessibleInBothThemes(page);
  });

  test('cannot be trusted by a viewer, who sees that what is shown is old', async ({
    page,
    stack,
    guard,
  }) => {
    guard.allow(/status of 403/);
    const { clusterUUID } = changedCluster(stack);
    await openAs(page, 'viewer', `/clusters/${clusterUUID}`);
    await expect(page.getByText('You don’t have access to this page')).toBeVisible();
    await expect(page.getByRole('button', { name: /trust/i })).toHaveCount(0);
    const trusted = await page.request.post(`/api/v2/fleet/clusters/${clusterUUID}/trust`, {
      headers: { origin: stack.url },
      data: { tlsFingerprint: await presentedBy(stack) },
    });
    expect(trusted.status()).toBe(403);
    await page.goto(`/volumes?cluster=${clusterUUID}`);
    await expect(page.getByText(`${CHANGED} rejects the connection`)).toBeVisible();
    const rows = page.getByRole('table', { name: 'Volumes' }).getByRole('row');
    await expect(rows.nth(1)).toContainText('(last known)');
  });

  test('is trusted by an admin who has compared it, and the cluster is Connected again', async ({
    page,
    stack,
  }) => {
    const { clusterUUID } = changedCluster(stack);
    const presented = await presentedBy(stack);
    await openAs(page, 'admin', `/clusters/${clusterUUID}`);
    await page.getByRole('button', { name: 'Trust the new certificate' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText(presented);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText('Unauthorized').first()).toBeVisible();

    await page.getByRole('button', { name: 'Trust the new certificate' }).click();
    await dialog.getByRole('button', { name: 'Trust certificate' }).click();
    await expect(page.getByText(`The new certificate of ${CHANGED} is trusted`)).toBeVisible();
    await expect(page.getByText('Connected', { exact: true }).first()).toBeVisible(TO_BE_NOTICED);
    await expect(page.getByRole('heading', { name: /certificate has changed/ })).toHaveCount(0);
    await expect(page.getByText(/(another|different) certificate/)).toHaveCount(0);
    await expect(page.getByText('(last known)')).toHaveCount(0);
    await expect(page.getByText(presented)).toBeVisible();
  });
});

test('a cluster that was reinstalled at its old address is distinguished from the old one, and attached beside it', async ({
  page,
  stack,
}) => {
  const { apiEndpoint = '', clusterUUID } = stack.clusters[1] ?? {};
  await simulatorOf(stack).reinstallCluster({ apiEndpoint, keepsCertificate: true });
  await openAs(page, 'admin', '/clusters/attach');
  await page.getByRole('textbox', { name: 'API endpoint' }).fill(apiEndpoint);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('This endpoint has the certificate of lb-south-01')).toBeVisible();
  await expect(page.getByText(/did not report its UUID/)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Open lb-south-01' })).toBeVisible();
  await expectAccessibleInBothThemes(page);

  await page.getByRole('button', { name: 'Attach as a new cluster' }).click();
  await page.getByRole('button', { name: /Fingerprints match/ }).click();
  await page.getByRole('button', { name: 'Import the key into the simulated cluster' }).click();
  await expect(page.getByText('The cluster accepts the key')).toBeVisible();
  await page.getByRole('button', { name: 'Attach cluster' }).click();
  await expect(page.getByText('lb-south-01 is attached')).toBeVisible();

  await page.getByRole('link', { name: 'Go to cluster' }).click();
  await expect(page.getByText('Connected', { exact: true }).first()).toBeVisible();
  expect(page.url()).not.toContain(clusterUUID);
  // The one before can no longer be reached; its last known volumes are still its own.
  await page.goto(`/clusters/${clusterUUID}`);
  await expect(page.getByText('Unauthorized').first()).toBeVisible({ timeout: 90_000 });
  await expect(page.getByRole('button', { name: 'Detach' })).toBeVisible();
});
