import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findBrowser } from '@asterism/test-stack/browser/find-browser';
import { PLAYWRIGHT_CLI } from './lib/workspace.ts';

/** Sees to it that there is a Chromium for the browser tests, and says which. */
const browser = await findBrowser();
if (browser.executablePath === undefined) {
  await promisify(execFile)(process.execPath, [PLAYWRIGHT_CLI, 'install', 'chromium']);
  console.log("Playwright's own Chromium");
} else {
  const { stdout } = await promisify(execFile)(
    browser.executablePath,
    [...browser.args, '--headless', '--version'],
    { env: { ...process.env, ...browser.env } },
  );
  console.log(`${stdout.trim()}: ${browser.executablePath}`);
}
