import { fleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { MemoryRouter, useLocation } from 'react-router';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { aVolume } from '#/features/volumes/test-support.ts';
import { errorBody } from '#/test-support/render-page.tsx';
import { queryKeys } from '#/api/query-client.ts';
import { Palette } from './palette.tsx';

const Where = () => <p data-testid="where">{useLocation().pathname}</p>;

/** The names of the volumes that answer a search; nothing when it is refused. */
type Answer = (search: string) => Promise<readonly string[] | undefined>;

const CLUSTERS = ['lb-north-01', 'lb-south-01'].map((name) =>
  fleetCluster.parse({
    id: `id-of-${name}`,
    name,
    status: 'Connected',
    attachedAt: '2026-01-01T00:00:00Z',
    tlsFingerprint: 'AB',
    volumesByState: {},
  }),
);

/** The palette as somebody with the role has it, on what was read before: only volumes are asked for. */
async function openAs(role: string, answer: Answer = async () => []) {
  vi.stubGlobal('fetch', async (path: string) => {
    const names = await answer(new URL(path, location.href).searchParams.get('search') ?? '');
    if (names === undefined) return Response.json(errorBody(3, 'too long'), { status: 400 });
    const volumes = names.map((name, n) =>
      aVolume({ UUID: `00000000-0000-4000-8001-00000000000${n}`, name }),
    );
    const facets = { cluster: {}, project: {}, state: {}, protection: {} };
    return Response.json({ volumes, total: volumes.length, facets, clusters: [], troubles: [] });
  });
  const onClose = vi.fn<() => void>();
  const queryClient = new QueryClient({
    defaultOptions: { queries: { staleTime: Infinity, enabled: false, retry: false } },
  });
  queryClient.setQueryData(queryKeys.session, {
    username: 'ada',
    roles: [role],
    expiresAt: '',
    idleSeconds: 0,
  });
  queryClient.setQueryData(queryKeys.clusters, { clusters: CLUSTERS });
  const screen = await render(
    <QueryClientProvider client={queryClient}>
      <MemoryRouter>
        <Palette onClose={onClose} />
        <Where />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  const box = screen.getByRole('textbox');
  await expect.element(box).toHaveFocus();
  return { screen, box, onClose, where: screen.getByTestId('where') };
}

test('Enter goes to the first place that fits what was typed, and closes the palette', async () => {
  const { box, onClose, where } = await openAs('system:cluster-admin');
  await box.fill('cluster att');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => where.element().textContent).toBe('/clusters/attach');
  expect(onClose).toHaveBeenCalledOnce();
});

test('the arrows walk through the places and back to the text', async () => {
  const { screen, box } = await openAs('system:cluster-admin');
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  await expect.element(screen.getByRole('link', { name: /^Volumes/ })).toHaveFocus();
  await userEvent.keyboard('{ArrowUp}{ArrowUp}');
  await expect.element(box).toHaveFocus();
});

test('a cluster is found by a part of its name', async () => {
  const { screen, box } = await openAs('system:cluster-admin');
  await box.fill('SOUTH');
  await expect.element(screen.getByRole('link', { name: /lb-south-01/ })).toBeVisible();
  expect(screen.getByRole('link').elements()).toHaveLength(1);
});

test('a viewer is offered no action, and text that fits nothing says so', async () => {
  const { screen, box } = await openAs('acme:viewer');
  expect(screen.getByRole('link', { name: /Create a volume/ }).elements()).toHaveLength(0);
  await box.fill('attach');
  await expect.element(screen.getByText('No results')).toBeVisible();
});

test('while volumes are searched, none that was found before is opened by Enter, and nothing is said to be missing', async () => {
  const answered = Promise.withResolvers<void>();
  const { screen, box, onClose, where } = await openAs('acme:viewer', async (search) => {
    if (search === 'db') return ['db-1', 'db-2'];
    await answered.promise;
    return search === 'db-2' ? ['db-2'] : [];
  });
  await box.fill('db');
  await expect.element(screen.getByRole('link', { name: /db-1/ })).toBeVisible();
  await box.fill('db-2');
  await expect.element(screen.getByText('Searching volumes …')).toBeVisible();
  expect(screen.getByRole('link').elements()).toHaveLength(1);
  await box.fill('other');
  await userEvent.keyboard('{Enter}');
  expect(onClose).not.toHaveBeenCalled();
  expect(screen.getByText('No results').elements()).toEqual([]);
  answered.resolve();
  await expect.element(screen.getByText('No results')).toBeVisible();
  expect(where.element().textContent).toBe('/');
});

test('a search for volumes that fails is said to have failed', async () => {
  const { screen, box } = await openAs('acme:viewer', async () => undefined);
  await box.fill('x'.repeat(300));
  await expect.element(screen.getByText('Volumes could not be searched')).toBeVisible();
});

test('a verb before a name leads to what is done with the volume, for who may do it', async () => {
  const searched: string[] = [];
  const answer: Answer = async (search) => {
    searched.push(search);
    return ['pvc-1'];
  };
  const { box, where } = await openAs('system:cluster-admin', answer);
  await box.fill('resize pvc-1');
  await expect.element(page.getByRole('link', { name: /^Resize pvc-1/ })).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => where.element().textContent).toMatch(/^\/volumes\/.*\/edit$/);
  expect(searched).toEqual(['pvc-1']);
});

test('a verb is a word like others for who may not change volumes', async () => {
  const searched: string[] = [];
  const { box } = await openAs('acme:viewer', async (search) => {
    searched.push(search);
    return [];
  });
  await box.fill('resize pvc-1');
  await expect.poll(() => searched).toEqual(['resize pvc-1']);
});
