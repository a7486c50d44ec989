import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '#/styles/frame.css';
import { errorBody, renderPage } from '#/test-support/render-page.tsx';
import { toasts } from '#/lib/toasts.ts';
import { Masthead } from './masthead.tsx';
import { PreviewBanner } from './preview-banner.tsx';

afterEach(() => page.viewport(1280, 800));

const shell = (
  <>
    <PreviewBanner preview="acme:viewer" />
    <Masthead onOpen={() => undefined} />
  </>
);

test.each([390, 1280])(
  '%i wide, the banner of a preview and the masthead stay at the top, each in one row',
  async (width) => {
    await page.viewport(width, 720);
    const { screen } = await renderPage(<div style={{ blockSize: '300vh' }}>{shell}</div>, {
      server: () => undefined,
      roles: ['acme:viewer'],
    });
    scrollTo(0, 500);
    const banner = screen.getByRole('region', { name: 'Preview' });
    await expect.element(banner.getByText('acme:viewer')).toBeVisible();
    const back = screen.getByRole('button', { name: 'Back to your own rights' });
    expect(banner.element().getBoundingClientRect().top).toBe(0);
    expect(screen.getByRole('banner').element().getBoundingClientRect().top).toBe(
      banner.element().getBoundingClientRect().bottom,
    );
    expect(back.element().getBoundingClientRect().right).toBeLessThanOrEqual(width);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  },
);

test('the way back that the server refuses leaves the banner, and says so', async () => {
  const { screen, writes } = await renderPage(shell, {
    server: ({ method }) =>
      method === 'DELETE'
        ? { status: 503, body: errorBody(14, 'The federation cannot be reached.') }
        : undefined,
    roles: ['acme:viewer'],
  });
  await screen.getByRole('button', { name: 'Back to your own rights' }).click();
  await expect
    .poll(() => toasts.get().map(({ title }) => title))
    .toContain('You are still in the preview');
  expect(writes()).toMatchObject([{ method: 'DELETE', url: '/auth/preview' }]);
  await expect.element(screen.getByRole('region', { name: 'Preview' })).toBeVisible();
});
