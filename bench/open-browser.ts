import { chromium, type Browser } from '@playwright/test';
import { findBrowser } from '@asterism/test-stack/browser/find-browser';

/** The browser that the tests use. */
export async function openBrowser(): Promise<Browser> {
  const { args, env, executablePath } = await findBrowser();
  return chromium.launch({
    args: [...args],
    env: { ...process.env, ...env },
    ...(executablePath === undefined ? {} : { executablePath }),
  });
}
