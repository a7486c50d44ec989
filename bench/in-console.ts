import type { BrowserContext, BrowserContextOptions } from '@playwright/test';
import { signIn } from '@asterism/test-stack/sign-in';
import { startStack, type StackAddresses, type StackOptions } from '@asterism/test-stack/stack';
import type { Figure } from './measure.ts';
import { openBrowser } from './open-browser.ts';

/** Starts a stack of its own, and works in a browser in which an admin is signed in to its console. */
export async function inConsole(
  options: StackOptions,
  work: (context: BrowserContext, addresses: StackAddresses) => Promise<Figure[]>,
  contextOptions: BrowserContextOptions = {},
): Promise<Figure[]> {
  const stack = await startStack(options);
  const browser = await openBrowser();
  try {
    const context = await browser.newContext({ baseURL: stack.addresses.url, ...contextOptions });
    const first = await context.newPage();
    await signIn(first, 'admin');
    await first.close();
    return await work(context, stack.addresses);
  } finally {
    await browser.close();
    await stack.stop();
  }
}
