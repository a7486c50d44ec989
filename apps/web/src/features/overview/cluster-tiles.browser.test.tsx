import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { expect, test } from 'vitest';
import { aCluster } from '#/test-support/a-cluster.ts';
import { renderPage } from '#/test-support/render-page.tsx';
import { ClusterTiles } from './cluster-tiles.tsx';

const TIB = 1024n ** 4n;

/** The tiles of these clusters. */
const tiles = (clusters: readonly FleetCluster[]) =>
  renderPage(<ClusterTiles clusters={clusters} />, { server: () => ({ body: {} }) });

test('each cluster has a tile, the worst first, with its first reason and its capacity against its own thresholds', async () => {
  const { screen } = await tiles([
    aCluster({ id: 'c-10', name: 'lb-10', usedThresholds: { fillingUp: 30, nearlyFull: 50 } }),
    aCluster({ id: 'c-2', name: 'lb-2' }),
    aCluster({ id: 'c-3', name: 'lb-3', status: 'Disconnected' }),
    aCluster({
      id: 'c-4',
      name: 'lb-4',
      volumesByProtection: { FullyProtected: 7, ReadOnly: 3 },
      provisionedStorage: String(180n * TIB),
      provisionedToEffectiveStorageRatio: '1.8000',
    }),
  ]);
  const texts = () =>
    [...document.querySelectorAll('.ast-cluster-tile')].map(({ textContent }) => textContent);
  await expect
    .poll(() => texts().map((text) => /lb-\d+/.exec(text)?.[0]))
    .toEqual(['lb-4', 'lb-3', 'lb-10', 'lb-2']);
  expect(texts()[0]).toMatch(/^lb-4Critical3 volumes read-onlyand 1 more reason/);
  expect(texts()[0]).toContain('1.80× provisioned, threshold 1.50× · over-provisioned');
  expect(texts()[3]).toMatch(/^lb-2OKUsed40 TiB of 100 TiB · 40(\.0)? ?%Provisioned/);
  expect(texts()[2]).toMatch(/^lb-10Warning.*· filling up/);
  for (const [name, href] of [
    ['lb-2', '/clusters/c-2'],
    ['3 volumes read-only', '/volumes?cluster=c-4&protection=ReadOnly'],
  ] as const) {
    const link = screen.getByRole('link', { name, exact: true });
    await expect.element(link).toHaveAttribute('href', href);
  }
});

test('200 clusters are tiles of which those out of sight are not laid out', async () => {
  const clusters = Array.from({ length: 200 }, (_, at) =>
    aCluster({ id: `c-${at}`, name: `lb-${at}` }),
  );
  const { screen } = await tiles(clusters);
  await expect.element(screen.getByRole('link', { name: 'lb-0', exact: true })).toBeVisible();
  const shown = [...document.querySelectorAll('.ast-cluster-tile')];
  expect(shown).toHaveLength(200);
  const isLaidOut = (tile: Element | undefined) =>
    tile?.querySelector('a')?.checkVisibility({ contentVisibilityAuto: true });
  await expect.poll(() => isLaidOut(shown.at(-1))).toBe(false);
  shown.at(-1)?.scrollIntoView();
  await expect.poll(() => isLaidOut(shown.at(-1))).toBe(true);
});
