import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineProject } from 'vitest/config';
import { findBrowser } from '@asterism/test-stack/browser/find-browser';

const { executablePath, args, env } = await findBrowser();

/** Components with logic, each alone in a real browser: the one that the journeys of `e2e` run in. */
export default defineProject({
  plugins: [react()],
  // All that the console imports, found before the first test of each run: what is found later loads a second React.
  optimizeDeps: {
    entries: ['src/main.tsx', 'src/**/*.browser.test.tsx'],
    force: true,
  },
  test: {
    name: 'web-browser',
    include: ['src/**/*.browser.test.tsx'],
    testTimeout: 60_000,
    // As in the other projects: what comes late on a busy machine is waited for.
    expect: { poll: { timeout: 30_000 } },
    setupFiles: ['./src/test-support/empty-storage.ts', './src/test-support/component-styles.ts'],
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({
        launchOptions: {
          args: [...args],
          env: { ...process.env, ...env },
          ...(executablePath === undefined ? {} : { executablePath }),
        },
        // A person's browser has one: without it the language is that of a POSIX system, which no formatter knows.
        contextOptions: { locale: 'en-US' },
      }),
      instances: [{ browser: 'chromium' }],
    },
  },
});
