import { federationClient } from '@asterism/test-stack/federation-client';
import { simulatorOf } from '@asterism/test-stack/simulator-client';
import { signIn } from '@asterism/test-stack/sign-in';
import { startStack, type Stack } from '@asterism/test-stack/stack';
import { expect, test as base } from './support/test.ts';
import { until } from '@asterism/test-stack/until';

/** A stack of its own: the tests beside this one must not lose their federation. */
const test = base.extend<{ ownStack: Stack }>({
  ownStack: [
    // Playwright reads what a fixture needs from the destructured argument.
    // oxlint-disable-next-line eslint/no-empty-pattern
    async ({}, use) => {
      const stack = await startStack({ clusters: 1, volumes: 8000, attach: 0 });
      await use(stack);
      await stack.stop();
    },
    { timeout: 600_000 },
  ],
  stack: async ({ ownStack }, use) => use(ownStack.addresses),
});

/** Each page of 1000 volumes then takes so long, and the attach long enough to be in the middle of. */
const LATENCY_MS = 500;
/** The percent of an attach when it begins to read volumes. */
const BEFORE_VOLUMES = 24;
/** How soon a workflow has to go on after a crash. */
const RESUME_MS = 15_000;
/** Two heartbeats, and the back-off of the reconnection. */
const TO_BE_MISSED_MS = 30_000;

test('an attach goes on after the federation was killed, and its progress bar finishes; one that is frozen is not live', async ({
  page,
  ownStack,
  stack,
  guard,
}) => {
  guard.allow(/status of 50[234]|ERR_/);
  const [cluster] = stack.clusters;
  if (cluster === undefined) throw new Error('There is no cluster.');
  const { apiEndpoint } = cluster;
  const federation = await federationClient(stack.federationUrl, 'admin');
  const simulator = simulatorOf(stack);
  const key = await federation.getServiceCredentials({});
  if (!key.ok) throw new Error(key.error.message);
  await simulator.importCredential({ apiEndpoint, ...key.value });
  await simulator.setFault({ apiEndpoint, fault: { latencyMs: LATENCY_MS } });
  const attach = await federation.attachCluster({ apiEndpoint });
  if (!attach.ok) throw new Error(attach.error.message);
  const { workflowId } = attach.value;
  await until('the attach to have read some volumes', async () => {
    const workflow = await federation.getWorkflow({ workflowId });
    if (!workflow.ok) throw new Error(workflow.error.message);
    return workflow.value.workflow.progress.percent > BEFORE_VOLUMES ? true : undefined;
  });
  // It stays in the middle for as long as the browser needs to show it.
  await simulator.setFault({ apiEndpoint, fault: { stall: true } });

  await signIn(page, 'admin', `/workflows/${workflowId}`);
  const bar = page.getByRole('main').getByRole('progressbar').first();
  const percent = async (): Promise<number> => Number(await bar.getAttribute('aria-valuenow'));
  await expect.poll(percent).toBeGreaterThan(0);
  await ownStack.killFederation();
  const before = await percent();
  expect(before).toBeLessThan(100);
  await expect(page.getByText('Federation unreachable')).toBeVisible();
  await simulator.setFault({ apiEndpoint, fault: { latencyMs: LATENCY_MS } });
  await ownStack.startFederation();
  await expect.poll(percent, { timeout: RESUME_MS }).toBeGreaterThan(before);
  await expect(bar).toHaveAttribute('aria-valuenow', '100');
  await expect(page.getByRole('main').getByText('Completed').first()).toBeVisible();
  await expect(page.getByText('Live', { exact: true })).toBeVisible();

  await page.getByRole('link', { name: 'Clusters', exact: true }).click();
  const row = page.getByRole('row').filter({ hasText: 'Connected' });
  await expect(row).toBeVisible();
  for (const [frozen, words] of [
    ['federation', 'Federation unreachable'],
    ['bff', 'Console unreachable'],
  ] as const) {
    await test.step(`a ${frozen} that is frozen is not shown as live, nor is its cluster`, async () => {
      await expect(row).not.toContainText('(last known)');
      const resume = ownStack.pause(frozen);
      try {
        await expect(page.getByText(words)).toBeVisible({ timeout: TO_BE_MISSED_MS });
        await expect(row).toContainText('(last known)');
      } finally {
        resume();
      }
      await expect(page.getByText('Live', { exact: true })).toBeVisible({
        timeout: TO_BE_MISSED_MS,
      });
      await expect(row).not.toContainText('(last known)', { timeout: TO_BE_MISSED_MS });
    });
  }
});
