import { lazy, Suspense } from 'react';
import { createMemoryRouter, Link, RouterProvider } from 'react-router';
import { afterEach, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { liveStatus } from '#/api/live-status.ts';
import { loadChunk } from '#/lib/load-chunk.ts';
import { ReloadNotice } from './reload-notice.tsx';

afterEach(() => {
  vi.unstubAllGlobals();
  liveStatus.set('connecting');
});

const GONE = new TypeError('Failed to fetch dynamically imported module');

/** A chunk that is gone until it is put back. */
function createChunk<T>(module: T) {
  let isThere = false;
  return {
    putBack: () => {
      isThere = true;
    },
    load: () => loadChunk(async () => (isThere ? Promise.resolve(module) : Promise.reject(GONE))),
  };
}

test('a page whose chunk is gone leaves the half-filled form, and opens once it is there again', async () => {
  const chunk = createChunk({ Component: () => <h1>The next page</h1> });
  const form = (
    <>
      <input aria-label="Name" />
      <Link to="/next">Next</Link>
    </>
  );
  const router = createMemoryRouter([
    { path: '/', element: form },
    { path: '/next', lazy: chunk.load },
  ]);
  const screen = await render(
    <>
      <RouterProvider router={router} />
      <ReloadNotice />
    </>,
  );
  const name = screen.getByRole('textbox', { name: 'Name' });
  await name.fill('gold-data');
  await screen.getByRole('link', { name: 'Next' }).click();
  await expect.element(screen.getByText(/What you typed is still here/)).toBeVisible();
  await expect.element(name).toHaveValue('gold-data');
  await expect.element(screen.getByRole('button', { name: 'Reload' })).toBeVisible();

  chunk.putBack();
  await screen.getByRole('button', { name: 'Try again' }).click();
  await expect.element(screen.getByRole('heading', { name: 'The next page' })).toBeVisible();
  expect(screen.getByRole('button', { name: 'Reload' }).elements()).toEqual([]);
});

test('a dialog whose chunk is gone opens on the next try, and the page stays', async () => {
  const chunk = createChunk({ default: () => <h1>Really?</h1> });
  const Dialog = lazy(chunk.load);
  const screen = await render(
    <>
      <input aria-label="Name" defaultValue="kept" />
      <Suspense>
        <Dialog />
      </Suspense>
      <ReloadNotice />
    </>,
  );
  await expect.element(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
  await expect.element(screen.getByRole('textbox', { name: 'Name' })).toHaveValue('kept');
  chunk.putBack();
  await screen.getByRole('button', { name: 'Try again' }).click();
  await expect.element(screen.getByRole('heading', { name: 'Really?' })).toBeVisible();
});

test('a part whose styles are gone is waited for too, and opens once they have come', async () => {
  const error = new Error('Unable to preload CSS');
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = 'http://127.0.0.1:1/gone.css';
  const gone = new Promise((resolve) => {
    link.addEventListener('error', resolve);
  });
  document.head.append(link);
  await gone;
  let tries = 0;
  const load = async () => {
    tries += 1;
    if (tries > 1) return Promise.resolve('opened');
    dispatchEvent(Object.assign(new Event('vite:preloadError'), { payload: error }));
    return Promise.reject(error);
  };
  const loaded = loadChunk(load);
  const screen = await render(<ReloadNotice />);
  await screen.getByRole('button', { name: 'Try again' }).click();
  expect(tries).toBe(1);
  // From now on the sheet is there.
  const cloneNode = vi.spyOn(HTMLLinkElement.prototype, 'cloneNode');
  cloneNode.mockImplementation(() =>
    Object.assign(document.createElement('link'), { rel: 'stylesheet', href: 'data:text/css,' }),
  );
  await screen.getByRole('button', { name: 'Try again' }).click();
  await expect(loaded).resolves.toBe('opened');
  cloneNode.mockRestore();
  document.querySelectorAll('link[href="data:text/css,"]').forEach((found) => found.remove());
});

test('an error of the code in a chunk is no missing chunk', async () => {
  await expect(loadChunk(() => Promise.reject(new RangeError('a bug')))).rejects.toThrow('a bug');
});

test.each([
  ['a new version is offered once the server serves another build', 'index-2.js', 1],
  ['nothing is offered while the server serves the same build', 'index-1.js', 0],
])('%s', async (_name, served, notices) => {
  const entry = document.createElement('script');
  // A type that no browser runs, changed once it cannot be run any more.
  entry.type = 'text/plain';
  entry.setAttribute('src', '/assets/index-1.js');
  document.head.append(entry);
  entry.type = 'module';
  const answer = vi.fn<() => Promise<Response>>(() =>
    Promise.resolve(new Response(`<script src="/assets/${served}">`)),
  );
  vi.stubGlobal('fetch', answer);
  const screen = await render(<ReloadNotice />);
  liveStatus.set('live');
  await screen.rerender(<ReloadNotice />);
  expect(answer).not.toHaveBeenCalled();
  liveStatus.set('reconnecting');
  await screen.rerender(<ReloadNotice />);
  liveStatus.set('live');
  await expect.poll(() => answer.mock.results.length).toBe(1);
  await expect
    .poll(() => screen.getByText(/A new version of Asterism is available/).elements().length)
    .toBe(notices);
  entry.remove();
});
