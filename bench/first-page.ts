import { chromium } from '@playwright/test';
import { findBrowser } from '@asterism/test-stack/browser/find-browser';
import { signIn } from '@asterism/test-stack/sign-in';
import type { StackAddresses } from '@asterism/test-stack/stack';
import type { Figure } from './measure.ts';

const KIB = 1024;

/** What a signed-in admin's browser loads for the list of volumes, with an empty cache: bytes on the wire. */
export async function measureFirstPage(stack: StackAddresses): Promise<Figure[]> {
  const found = await findBrowser();
  const browser = await chromium.launch({
    args: [...found.args],
    env: { ...process.env, ...found.env },
    ...(found.executablePath === undefined ? {} : { executablePath: found.executablePath }),
  });
  try {
    const page = await browser.newPage({ baseURL: stack.url });
    await signIn(page, 'admin');
    // Nothing of the page before is counted.
    await page.goto('about:blank');

    const devTools = await page.context().newCDPSession(page);
    await devTools.send('Network.enable');
    await devTools.send('Network.setCacheDisabled', { cacheDisabled: true });
    const types = new Map<string, string>();
    const sizes = new Map<string, number>();
    devTools.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type));
    devTools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
      sizes.set(requestId, encodedDataLength),
    );
    await page.goto(`${stack.url}/volumes`);
    await page.getByRole('table').getByRole('link').first().waitFor();
    const kibOf = (...wanted: string[]): number =>
      [...sizes]
        .filter(([id]) => wanted.length === 0 || wanted.includes(types.get(id) ?? ''))
        .reduce((sum, [, size]) => sum + size, 0) / KIB;
    return [
      {
        what: 'first page: JavaScript and CSS',
        unit: 'KiB',
        values: [kibOf('Script', 'Stylesheet')],
        atMost: 260,
      },
      { what: 'first page: JavaScript', unit: 'KiB', values: [kibOf('Script')], atMost: 190 },
      { what: 'first page: everything', unit: 'KiB', values: [kibOf()], atMost: 400 },
      { what: 'first page: requests', unit: '', values: [types.size], atMost: 15 },
    ];
  } finally {
    await browser.close();
  }
}
