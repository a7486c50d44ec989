import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';
import { freePorts } from '@asterism/test-stack/free-ports';
import { findNginx, startNginx } from './support/nginx.ts';
import { guardPage } from './support/page-guard.ts';
import { sharedStack } from '@asterism/test-stack/shared-stack';
import { signIn } from '@asterism/test-stack/sign-in';
import { PORTS, startReady } from '@asterism/test-stack/stack';
import { availableVolume, volumeRow } from './support/volumes.ts';

/** Browsers resolve such a name to their own machine; to the BFF it is a name like any other. */
const NAME = 'asterism.localhost';
/** What a client would have its address be. */
const FORGED = '203.0.113.9';

interface Front {
  readonly url: string;
  readonly httpPort: number;
}

/** A BFF as the documentation has it behind nginx, on the federation that all tests share. */
const test = base.extend<{ front: Front }>({
  // Playwright reads what a fixture needs from the destructured argument.
  // oxlint-disable-next-line eslint/no-empty-pattern
  front: async ({}, use, info) => {
    const program = findNginx();
    if (program === undefined) console.log('Skipped: nginx is not installed.');
    info.skip(program === undefined, 'nginx is not installed');
    const folder = await mkdtemp(join(tmpdir(), 'asterism-nginx-'));
    const first = (await freePorts(3, randomInt(...PORTS))) ?? 0;
    const [bffPort, ports] = [first, { http: first + 1, https: first + 2 }];
    const url = `https://${NAME}:${ports.https}`;
    const bff = await startReady({
      app: 'bff',
      env: {
        ASTERISM_BFF_PORT: String(bffPort),
        ASTERISM_FEDERATION_URL: sharedStack().federationUrl,
        ASTERISM_DATA_DIR: join(folder, 'data'),
        ASTERISM_PUBLIC_URL: url,
        ASTERISM_BFF_TRUSTED_PROXIES: '127.0.0.1',
      },
      logFolder: folder,
    });
    const nginx = await startNginx({
      program: program ?? '',
      name: NAME,
      ports,
      bffPort,
      folder,
    });
    await use({ url, httpPort: ports.http });
    await nginx.stop();
    await bff.stop();
    await rm(folder, { recursive: true, force: true });
  },
  baseURL: async ({ front }, use) => use(front.url),
});

/** Reads the event stream of the page's session until it has the text. Where the stream is held back, so is this. */
const untilStreamed = (page: Page, text: string): Promise<void> =>
  page.evaluate(async (wanted) => {
    const { body } = await fetch('/events');
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    for (let received = ''; !received.includes(wanted);) {
      const next = await reader?.read();
      if (next?.value === undefined) throw new Error('The event stream has ended.');
      received += next.value;
    }
    await reader?.cancel();
  }, text);

test.use({ ignoreHTTPSErrors: true, extraHTTPHeaders: { 'X-Forwarded-For': FORGED } });

test('behind nginx as it is documented, people sign in over https and see what happens at once', async ({
  page,
  front,
}) => {
  const guard = guardPage(page, front.url);
  const name = 'seen-through-nginx';
  await signIn(page, 'admin', `/volumes?search=${name}`);
  const [cookie] = await page.context().cookies();
  expect(cookie).toMatchObject({ secure: true, httpOnly: true, domain: NAME });

  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Volumes' })).toContainText('No matching volumes');
  const streamed = untilStreamed(page, name);
  await availableVolume(sharedStack(), name);
  await streamed;
  await expect(volumeRow(page, name)).toBeVisible();
  await expect(page.getByText('Live', { exact: true })).toBeVisible();

  // More than nginx holds in memory.
  const large = await page.evaluate(async () => (await fetch('/api/v2/volumes')).text());
  expect(large.length).toBeGreaterThan(256 * 1024);
  expect(JSON.parse(large)).toHaveProperty('volumes');

  await page.goto('/sessions');
  const session = page.getByRole('row', { name: /This session/ });
  await expect(session).toContainText('127.0.0.1');
  await expect(session).not.toContainText(FORGED);
  expect(guard.faults()).toEqual([]);

  const plain = `http://127.0.0.1:${front.httpPort}/volumes`;
  const redirect = await fetch(plain, { redirect: 'manual' });
  expect(redirect.headers.get('location')).toBe(`${front.url}/volumes`);
});
