import { test as base, expect } from '@playwright/test';
import { watchLayout } from './layout-shifts.ts';
import { guardPage, type PageGuard } from './page-guard.ts';
import { sharedStack } from '@asterism/test-stack/shared-stack';
import type { StackAddresses } from '@asterism/test-stack/stack';

interface Fixtures {
  /** The stack that all tests share. */
  readonly stack: StackAddresses;
  /** Fails the test when its page did what no page may. */
  readonly guard: PageGuard;
}

/** A test of the console on the shared stack, whose page is watched all the time. */
export const test = base.extend<Fixtures>({
  // Playwright reads what a fixture needs from the destructured argument.
  // oxlint-disable-next-line eslint/no-empty-pattern
  stack: async ({}, use) => use(sharedStack()),
  baseURL: async ({ stack }, use) => use(stack.url),
  guard: [
    async ({ context, page, stack }, use) => {
      const guard = guardPage(page, stack.url);
      await watchLayout(context, guard.report);
      await use(guard);
      expect(guard.faults()).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
