import { federationClient } from '@asterism/test-stack/federation-client';
import { openAs } from '@asterism/test-stack/sign-in';
import { simulatorOf } from '@asterism/test-stack/simulator-client';
import { expect, test } from './support/own-stack-test.ts';
import { availableVolume } from './support/volumes.ts';

test('a cluster that offers no snapshot schedules is named wherever somebody wants one', async ({
  page,
  stack,
  guard,
}) => {
  guard.allow(/status of 501/);
  const { UUID, name } = await availableVolume(stack, 'without-schedules');
  const federation = await federationClient(stack.federationUrl, 'admin');
  const read = await federation.getVolume({ UUID });
  const clusterId = read.ok ? read.value.clusterId : '';
  const { apiEndpoint = '' } =
    stack.clusters.find(({ clusterUUID }) => clusterUUID === clusterId) ?? {};
  const simulator = simulatorOf(stack);
  const fault = { status: 501, path: '/resourcePolicies' };
  expect((await simulator.setFault({ apiEndpoint, fault })).ok).toBe(true);

  await openAs(page, 'admin', '/snapshots/schedules');
  await expect(page.getByText('1 cluster offers no snapshot schedules')).toBeVisible();
  await page.goto(`/volumes/${UUID}/snapshots`);
  await expect(page.getByText(/the API there answers 501/)).toBeVisible();

  await page.goto(`/volumes?search=${name}`);
  await page.getByRole('checkbox', { name: `Select ${name}` }).check();
  await page.getByRole('button', { name: 'Schedule', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect(dialog.getByText(/Its cluster does not offer snapshot schedules/)).toBeVisible();
  await expect(dialog.getByRole('heading', { name: /^Nothing to do/ })).toBeVisible();

  expect((await simulator.setFault({ apiEndpoint })).ok).toBe(true);
  await page.goto('/snapshots/schedules');
  await expect(page.getByRole('heading', { name: 'Snapshot schedules', level: 1 })).toBeVisible();
  await expect(page.getByText(/offers no snapshot schedules/)).toHaveCount(0);
});
