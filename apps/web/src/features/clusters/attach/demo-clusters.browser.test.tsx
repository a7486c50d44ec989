import { fleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { queryKeys } from '#/api/query-client.ts';
import { DemoClusters } from './demo-clusters.tsx';

const attached = (apiEndpoints: readonly string[]) =>
  fleetCluster.parse({
    id: apiEndpoints.join(),
    name: 'north',
    status: 'Connected',
    attachedAt: '2026-01-01T00:00:00Z',
    tlsFingerprint: 'AB',
    volumesByState: {},
    apiEndpoints,
  });

const simulated = (...ports: readonly string[]) =>
  ports.map((port) => ({ name: `lb-${port}`, apiEndpoint: `127.0.0.1:${port}` }));

/** The choices on what was read before: nothing is asked for. */
async function open(demo: ReturnType<typeof simulated> | null) {
  const onChoose = vi.fn<(apiEndpoint: string) => void>();
  const queryClient = new QueryClient({
    defaultOptions: { queries: { staleTime: Infinity, enabled: false } },
  });
  queryClient.setQueryData(queryKeys.demo, demo);
  queryClient.setQueryData(queryKeys.clusters, {
    clusters: [attached(['127.0.0.1:9443', '127.0.0.1:9543']), attached(['127.0.0.1:9444'])],
  });
  const screen = await render(
    <QueryClientProvider client={queryClient}>
      <DemoClusters onChoose={onChoose} />
    </QueryClientProvider>,
  );
  return { screen, onChoose };
}

test('only simulated clusters that are attached by none of their endpoints are offered', async () => {
  const { screen, onChoose } = await open(simulated('9443', '9543', '9445'));
  await screen.getByRole('button').click();
  expect(onChoose.mock.calls).toEqual([['127.0.0.1:9445']]);
});

test('a demo whose clusters are all attached says so', async () => {
  const { screen } = await open(simulated('9443', '9444'));
  await expect.element(screen.getByText('All simulated clusters are attached.')).toBeVisible();
});

test('a console that is no demo offers no simulated clusters', async () => {
  const { screen } = await open(null);
  expect(screen.container.textContent).toBe('');
});
