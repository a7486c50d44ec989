import {
  Alert,
  AlertActionCloseButton,
  AlertActionLink,
  AlertGroup,
} from '@patternfly/react-core/dist/esm/components/Alert';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Link, MemoryRouter, useLocation } from 'react-router';
import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { queryKeys } from '#/api/query-client.ts';
import { useShortcuts } from './use-shortcuts.ts';

function Frame() {
  useShortcuts(() => undefined);
  const { pathname } = useLocation();
  return (
    <>
      <Link to="/volumes/new">Create volume</Link>
      <input type="checkbox" aria-label="Select gold" />
      <h1>{pathname}</h1>
      <div className="ast-selection-actions">
        <button type="button">Delete</button>
      </div>
      <div data-user-menu>
        <button type="button">ada</button>
      </div>
    </>
  );
}

let now = 100_000;

async function open() {
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const queryClient = new QueryClient({
    defaultOptions: { queries: { staleTime: Infinity, enabled: false } },
  });
  queryClient.setQueryData(queryKeys.session, {
    username: 'ada',
    roles: ['system:cluster-admin'],
    expiresAt: '',
    idleSeconds: 0,
  });
  const screen = await render(
    <QueryClientProvider client={queryClient}>
      <MemoryRouter>
        <Frame />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  return { screen, heading: screen.getByRole('heading') };
}

/** Types letters to the page itself: no field has the focus. */
const type = (letters: string) => {
  for (const key of letters)
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
};

afterEach(() => vi.restoreAllMocks());

test('the key u leads to the menu with the person’s name', async () => {
  const { screen } = await open();
  type('u');
  await expect.element(screen.getByRole('button', { name: 'ada' })).toHaveFocus();
});

test('the key s leads to what can be done with the selected rows', async () => {
  const { screen } = await open();
  type('s');
  await expect.element(screen.getByRole('button', { name: 'Delete' })).toHaveFocus();
});

test('the keys g v go to the volumes', async () => {
  const { heading } = await open();
  await expect.element(heading).toHaveTextContent('/');
  type('gv');
  await expect.element(heading).toHaveTextContent('/volumes');
});

test('a name that is typed right after a click on "Create volume" runs no shortcut, however slowly its page came', async () => {
  const { screen, heading } = await open();
  const link = screen.getByRole('link').element();
  if (link instanceof HTMLElement) link.click();
  now += 900;
  type('gv');
  await expect.element(heading).toHaveTextContent('/volumes/new');
  now += 900;
  type('gv');
  await expect.element(heading).toHaveTextContent('/volumes/new');
});

test('the keys work again a second after the page has appeared', async () => {
  const { screen, heading } = await open();
  const link = screen.getByRole('link').element();
  if (link instanceof HTMLElement) link.click();
  await expect.element(heading).toHaveTextContent('/volumes/new');
  now += 1001;
  type('gv');
  await expect.poll(() => heading.element().textContent).toBe('/volumes');
});

test('the keys work right after a row was selected, which leads nowhere', async () => {
  const { screen, heading } = await open();
  await screen.getByRole('checkbox', { name: 'Select gold' }).click();
  type('gv');
  await expect.element(heading).toHaveTextContent('/volumes');
});

test('the key m goes to what can be done about the newest message, and nowhere without one', async () => {
  await open();
  type('m');
  expect(document.activeElement).toBe(document.body);
  const message = (title: string, action: string) => (
    <Alert
      title={title}
      actionClose={<AlertActionCloseButton title={title} />}
      actionLinks={<AlertActionLink>{action}</AlertActionLink>}
    />
  );
  await render(
    <AlertGroup isToast>
      {message('An older one', 'Retry')}
      {message('Deleting pvc-1', 'Undo')}
    </AlertGroup>,
  );
  await expect.element(page.getByRole('button', { name: 'Undo' })).toBeVisible();
  type('m');
  await expect.element(page.getByRole('button', { name: 'Undo' })).toHaveFocus();
});
