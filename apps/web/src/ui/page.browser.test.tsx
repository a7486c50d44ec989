import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '#/styles/frame.css';
import { renderPage } from '#/test-support/render-page.tsx';
import { Page } from './page.tsx';

afterEach(() => page.viewport(1280, 800));

test.each([320, 1280])('%i wide, a name of 253 characters hides no action', async (width) => {
  await page.viewport(width, 720);
  const { screen } = await renderPage(
    <Page
      title={'x'.repeat(253)}
      breadcrumbs={[{ to: '/volumes', text: 'Volumes' }]}
      actions={<button type="button">Delete</button>}
    >
      Content
    </Page>,
    { server: () => undefined, url: '/' },
  );
  const action = screen.getByRole('button', { name: 'Delete' });
  const { right, bottom } = action.element().getBoundingClientRect();
  expect(right).toBeLessThanOrEqual(width);
  expect(bottom).toBeLessThanOrEqual(720);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
});

test('on a phone the name of a list and its button are beside each other', async () => {
  await page.viewport(390, 844);
  const { screen } = await renderPage(
    <Page title="QoS policies" fill actions={<button type="button">Create QoS policy</button>}>
      Content
    </Page>,
    { server: () => undefined, url: '/' },
  );
  const name = screen.getByRole('heading').element().getBoundingClientRect();
  const { top } = screen.getByRole('button').element().getBoundingClientRect();
  expect(top).toBeLessThan(name.bottom);
});
