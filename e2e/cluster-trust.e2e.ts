import {
  startHostileFront,
  type HostileFront,
} from '@asterism/federation/test-support/hostile-front';
import { DIALOG, expectAccessibleInEveryTheme } from './support/accessibility.ts';
import { clusterRow, expect, test, UNATTACHED } from './support/own-stack-test.ts';
import { federationClient } from '@asterism/test-stack/federation-client';
import { openAs } from '@asterism/test-stack/sign-in';
import { simulatorOf } from '@asterism/test-stack/simulator-client';
import type { StackAddresses } from '@asterism/test-stack/stack';
import { until } from '@asterism/test-stack/until';

// One after the other: the clusters of the stack change under their hands.
test.describe.configure({ mode: 'serial' });

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
        page.getByText(`2 nodes reported by ${UNATTACHED} could not be read and are not shown`),
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
      await expectAccessibleInEveryTheme(page);
      await page.getByRole('link', { name: 'Clusters' }).first().click();
      await expect(clusterRow(page, UNATTACHED)).toContainText('sends invalid data');
      await expect(clusterRow(page, 'lb-north-01')).toContainText('Connected');
    } finally {
      await federation.detachCluster({ cid: clusterId });
      await front.close();
    }
    await expect(clusterRow(page, UNATTACHED)).toHaveCount(0);
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
    await expectAccessibleInEveryTheme(page);
  });

  test('leaves the overview and every list accessible, while they show it as away', async ({
    page,
  }) => {
    await openAs(page, 'admin', '/clusters');
    for (const path of ['/clusters', '/', '/volumes']) {
      await page.goto(path);
      await expect(page.getByText(CHANGED).first()).toBeVisible();
      await expect(page.getByText(/Unauthorized|presents a different/).first()).toBeVisible();
      await expectAccessibleInEveryTheme(page);
    }
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
    await expect(page.getByText(`${CHANGED} presents a different certificate`)).toBeVisible();
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
    await expectAccessibleInEveryTheme(page, DIALOG);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText('Unauthorized').first()).toBeVisible();

    await page.getByRole('button', { name: 'Trust the new certificate' }).click();
    await dialog.getByRole('button', { name: 'Trust certificate' }).click();
    await expect(page.getByText(`The new certificate of ${CHANGED} is trusted`)).toBeVisible();
    await expect(page.getByText('Connected', { exact: true }).first()).toBeVisible(TO_BE_NOTICED);
    await expect(page.getByRole('heading', { name: /certificate has changed/ })).toHaveCount(0);
    await expect(page.getByText(/(another|different) certificate/)).toHaveCount(0);
    await expect(page.getByText('(last known)')).toHaveCount(0);
    const connection = page.getByRole('region', { name: 'Connection' });
    await expect(connection.getByText(presented)).toBeVisible();
    // What was confirmed stays in its place, with what was pinned before, until it is closed.
    await expect(page.getByRole('heading', { name: /certificate is trusted/ })).toBeVisible();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await expect(page.getByRole('heading', { name: /certificate is trusted/ })).toHaveCount(0);
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
  await expectAccessibleInEveryTheme(page);

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
