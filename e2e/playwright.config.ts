import { defineConfig } from '@playwright/test';
import { findBrowser } from '@asterism/test-stack/browser/find-browser';

const browser = await findBrowser();

export default defineConfig({
  testMatch: '*.e2e.ts',
  globalSetup: './support/global-setup.ts',
  outputDir: 'test-results',
  fullyParallel: false,
  workers: 2,
  forbidOnly: true,
  // What is waited for comes at once on a machine that is not busy: only what never comes takes so long.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1280, height: 800 },
    // A film and a copy of the page at each step would take a quarter of all CPU. For one test: `--trace on`.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false, sources: false },
    screenshot: 'only-on-failure',
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    launchOptions: {
      args: [...browser.args],
      env: { ...process.env, ...browser.env },
      ...(browser.executablePath === undefined ? {} : { executablePath: browser.executablePath }),
    },
  },
});
