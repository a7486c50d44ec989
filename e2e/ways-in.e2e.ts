import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { chromium, type Browser, type Page } from '@playwright/test';
import { findBrowser } from '@asterism/test-stack/browser/find-browser';
import { expectAccessible } from './support/accessibility.ts';
import { submitSignIn } from '@asterism/test-stack/sign-in';
import { PASSWORDS } from '@asterism/test-stack/stack';
import { expect, test } from './support/test.ts';

/** An address and a name that lead here, and that the browser does not take for this very machine. */
const ADDRESS = '10.20.30.40';
const NAME = 'asterism.test';

let elsewhere: Browser;

test.beforeAll(async () => {
  const { args, env, executablePath } = await findBrowser();
  const rules = `MAP ${ADDRESS} 127.0.0.1,MAP ${NAME} 127.0.0.1`;
  elsewhere = await chromium.launch({
    args: [...args, `--host-resolver-rules=${rules}`],
    env: { ...process.env, ...env },
    ...(executablePath === undefined ? {} : { executablePath }),
  });
});
test.afterAll(() => elsewhere.close());

const open = async (url: string): Promise<Page> => {
  const context = await elsewhere.newContext();
  const page = await context.newPage();
  await page.goto(url);
  return page;
};

test('over plain http the sign-in says, before anything is typed, that it cannot work and what to set', async ({
  stack,
}) => {
  const { port } = new URL(stack.url);
  const page = await open(`http://${ADDRESS}:${port}/clusters`);
  await expect(page.getByRole('heading', { name: /can’t sign in at this address/ })).toBeVisible();
  await expect(page.getByText(`ASTERISM_PUBLIC_URL=https://${ADDRESS}`)).toBeVisible();
  await expect(page.getByText(`http://localhost:${port}`)).toBeVisible();
  await expect(page.getByLabel('Password')).toHaveCount(0);
  await expectAccessible(page);
});

test('a name that is not known names itself and the setting', async ({ stack }) => {
  const { port } = new URL(stack.url);
  const page = await open(`http://${NAME}:${port}/`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'This server doesn’t know that name',
  );
  await expect(page.getByText(`The browser asked for ${NAME}:${port}`)).toBeVisible();
  await expect(page.getByText(`ASTERISM_PUBLIC_URL=https://${NAME}`)).toBeVisible();
  await expectAccessible(page);
});

/** A front that has the console below a path, and passes on that path alone. */
async function startFrontWithPath(target: string, prefix: string): Promise<Server> {
  const front = createServer((request, response) => {
    if (request.url?.startsWith(prefix) !== true) {
      response.writeHead(404).end();
      return;
    }
    const path = request.url.slice(prefix.length) || '/';
    void fetch(target + path, { headers: { accept: 'text/html' } }).then(async (answer) => {
      response.writeHead(answer.status, {
        'content-type': answer.headers.get('content-type') ?? '',
        'content-security-policy': answer.headers.get('content-security-policy') ?? '',
      });
      response.end(await answer.text());
    });
  }).listen(0, '127.0.0.1');
  await once(front, 'listening');
  return front;
}

test('below a path of another site the page says that it cannot be there', async ({ stack }) => {
  const front = await startFrontWithPath(stack.url, '/asterism');
  const address = front.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const page = await open(`http://127.0.0.1:${port}/asterism/volumes`);
  await expect(page.getByText('at the root of a host name')).toBeVisible();
  front.close();
  front.closeAllConnections();
});

test('a browser that keeps no cookie hears so, and not that its session has ended', async ({
  page,
}) => {
  await page.route('**/auth/login', async (route) => {
    const answer = await route.fetch();
    await page.context().clearCookies();
    const { 'set-cookie': _, ...headers } = answer.headers();
    await route.fulfill({ response: answer, headers });
  });
  await page.goto('/');
  await submitSignIn(page, 'admin', PASSWORDS.admin);
  await expect(page.getByText('Your browser did not keep the session')).toBeVisible();
});
