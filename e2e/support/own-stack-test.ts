import type { Page } from '@playwright/test';
import { startStack, type StackAddresses } from '@asterism/test-stack/stack';
import { expect, test as base } from './test.ts';

/** Tests with a stack of their own: other tests must not find that a cluster is gone in the middle of them. */
export const test = base.extend<object, { ownStack: StackAddresses }>({
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

export { expect };

/** The simulated cluster that the stack leaves unattached. The tests hand it from one to the next. */
export const UNATTACHED = 'lb-east-01';

/** The row of a cluster in the table of clusters. */
export const clusterRow = (page: Page, name: string) =>
  page.getByRole('table', { name: 'Clusters' }).getByRole('row', { name: new RegExp(name) });
