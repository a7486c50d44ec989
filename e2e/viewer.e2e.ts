import type { APIRequestContext } from '@playwright/test';
import { clusterToken } from '@asterism/test-stack/cluster-token';
import { openAs, signIn } from '@asterism/test-stack/sign-in';
import { PASSWORDS, VIEWER_PROJECT } from '@asterism/test-stack/stack';
import { DIALOG, expectAccessibleInEveryTheme } from './support/accessibility.ts';
import { expect, test } from './support/test.ts';

const FORBIDDEN_PAGES = [
  '/clusters',
  '/clusters/attach',
  '/workflows',
  '/volumes/new',
  '/volumes/plan',
];

/** A volume that only people with the right may create. */
const VOLUME = {
  name: 'not-for-viewers',
  projectName: VIEWER_PROJECT,
  size: '1073741824',
  replicaCount: 1,
  acl: { values: ['ALLOW_ANY'] },
};

async function basicLogin(request: APIRequestContext, federationUrl: string): Promise<string> {
  const credentials = Buffer.from(`viewer:${PASSWORDS.viewer}`).toString('base64');
  const answer = await request.post(`${federationUrl}/api/v2/cflogin`, {
    headers: { authorization: `Basic ${credentials}` },
  });
  const body: unknown = await answer.json();
  if (body === null || typeof body !== 'object' || !('idToken' in body))
    throw new Error('no token');
  return String(body.idToken);
}

test.describe('a viewer', () => {
  test('sees the volumes of their own project and no other', async ({ page }) => {
    await openAs(page, 'viewer', '/volumes');
    const rows = page.getByRole('row').filter({ has: page.getByRole('link') });
    await expect(rows.first()).toBeVisible();
    for (const row of await rows.all()) await expect(row).toContainText(VIEWER_PROJECT);
  });

  test('is led to no page that they may not open', async ({ page }) => {
    await openAs(page, 'viewer', '/volumes');
    const sections = page.getByRole('navigation', { name: 'Sections' });
    await expect(sections.getByRole('link', { name: 'Volumes' })).toBeVisible();
    await expect(sections.getByRole('link', { name: 'Clusters' })).toHaveCount(0);
    await expect(sections.getByRole('link', { name: 'Workflows' })).toHaveCount(0);
  });

  test('sees on the page of a volume what may be done with it, and which role that takes', async ({
    page,
  }) => {
    await openAs(page, 'viewer', '/volumes');
    await page.getByRole('rowheader').getByRole('link').first().click();
    for (const name of ['Edit', 'Delete']) {
      const action = page.getByRole('button', { name, exact: true });
      await expect(action).toHaveAttribute('aria-disabled', 'true');
      await action.focus();
      const needs = page.getByRole('tooltip', { name: `Needs the role ${VIEWER_PROJECT}:admin` });
      await expect(needs).toBeVisible();
      await action.blur();
      await expect(needs).toBeHidden();
    }
  });

  for (const path of FORBIDDEN_PAGES) {
    test(`has no access to ${path}, and the page says so`, async ({ page, guard }) => {
      guard.allow(/status of 403/);
      await openAs(page, 'viewer', path);
      await expect(page.getByText(/may not|don’t have (access|permission)/i).first()).toBeVisible();
    });
  }

  test('is refused by the BFF', async ({ page, stack }) => {
    await openAs(page, 'viewer');
    const headers = { origin: stack.url };
    const created = await page.request.post('/api/v2/volumes', { headers, data: VOLUME });
    expect(created.status()).toBe(403);
    const attached = await page.request.post('/api/v2/clusters', {
      headers,
      data: { apiEndpoint: stack.clusters.at(-1)?.apiEndpoint },
    });
    expect(attached.status()).toBe(403);
    expect((await page.request.get('/api/v2/clusters')).status()).toBe(403);
  });

  test('is refused by the federation', async ({ request, stack }) => {
    const token = await basicLogin(request, stack.federationUrl);
    const headers = { authorization: `Bearer ${token}` };
    const url = `${stack.federationUrl}/api/v2`;
    const created = await request.post(`${url}/volumes`, { headers, data: VOLUME });
    expect(created.status()).toBe(403);
    expect((await request.get(`${url}/clusters`, { headers })).status()).toBe(403);
    expect((await request.get(`${url}/cf-service-credentials`, { headers })).status()).toBe(403);
  });

  test('is refused by the cluster', async ({ playwright, stack }) => {
    const cluster = stack.clusters[0];
    if (cluster === undefined) throw new Error('There is no cluster.');
    const { apiEndpoint } = cluster;
    const roles = [`${VIEWER_PROJECT}:viewer`];
    const token = await clusterToken(stack.simulatorControlUrl, apiEndpoint, roles);
    const request = await playwright.request.newContext({
      ignoreHTTPSErrors: true,
      extraHTTPHeaders: { authorization: `Bearer ${token}` },
    });
    const url = `https://${apiEndpoint}/api/v2/projects`;
    const listed = await request.get(`${url}/${VIEWER_PROJECT}/volumes`);
    expect(listed.status()).toBe(200);
    const created = await request.post(`${url}/${VIEWER_PROJECT}/volumes`, { data: VOLUME });
    expect(created.status()).toBe(403);
    expect((await request.get(`${url}/default/volumes`)).status()).toBe(403);
    await request.dispose();
  });
});

test('an admin sees the console as a viewer of a project does, in all tabs, and comes back', async ({
  page,
  context,
}) => {
  // A preview ends the session that it is begun in: it is no other test's.
  await signIn(page, 'admin', '/volumes');
  const other = await context.newPage();
  await other.goto('/clusters');
  await expect(other.getByRole('heading', { name: 'Clusters', level: 1 })).toBeVisible();

  await page.getByRole('button', { name: 'admin', exact: true }).click();
  await page.getByRole('menuitem', { name: 'View as…' }).click();
  const dialog = page.getByRole('dialog', { name: 'View as…' });
  await dialog.getByRole('combobox', { name: 'Project' }).fill(VIEWER_PROJECT);
  await expectAccessibleInEveryTheme(page, DIALOG);
  await dialog.getByRole('button', { name: 'Start preview' }).click();

  const banner = page.getByRole('region', { name: 'Preview' });
  await expect(banner).toContainText(`You see what ${VIEWER_PROJECT}:viewer sees.`);
  await expect(other.getByRole('region', { name: 'Preview' })).toBeVisible();
  await expect(other.getByText('You don’t have access to this page')).toBeVisible();
  await page.goto('/volumes');
  await expect(banner).toBeVisible();
  const rows = page.getByRole('row').filter({ has: page.getByRole('link') });
  await expect(rows.first()).toBeVisible();
  for (const row of await rows.all()) await expect(row).toContainText(VIEWER_PROJECT);
  await expect(page.getByRole('link', { name: 'Create volume' })).toHaveCount(0);
  await expectAccessibleInEveryTheme(page);

  await banner.getByRole('button', { name: 'Back to your own rights' }).click();
  await expect(page.getByRole('link', { name: 'Create volume' })).toBeVisible();
  await expect(banner).toHaveCount(0);
  await expect(other.getByRole('region', { name: 'Preview' })).toHaveCount(0);
  await expect(other.getByRole('heading', { name: 'Clusters', level: 1 })).toBeVisible();
});
