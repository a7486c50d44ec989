import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { userEvent } from 'vitest/browser';
import { aVolume } from '#/features/volumes/test-support.ts';
import { errorBody, renderPage, type PageOptions } from '#/test-support/render-page.tsx';
import { VolumesPage } from './volumes-page.tsx';

const CLUSTER = { clusterId: 'c-1', name: 'lb-north', status: 'Connected', error: '' };
/** Some volumes of one cluster. */
export const volumes = (count: number, prefix: 'db' | 'web' = 'db') =>
  Array.from({ length: count }, (_, index) =>
    aVolume({
      UUID: `00000000-0000-4000-8000-00000000000${prefix.length * 2 + index}`,
      name: `${prefix}-${index}`,
      clusterId: 'c-1',
    }),
  );

/** A full page. */
export const manyVolumes = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    aVolume({
      UUID: `00000000-0000-4000-8000-0000000001${String(index).padStart(2, '0')}`,
      name: `row-${index}`,
      clusterId: 'c-1',
    }),
  );

/** What the server knows. */
export interface Fleet {
  /** What each page holds, by its offset. */
  pages?: Readonly<Record<string, readonly Volume[]>>;
  readonly total?: number;
  readonly clusters?: readonly { readonly clusterId: string }[];
  /** The volumes that have been deleted since they were shown. */
  gone?: readonly Volume[];
  /** What is wrong with which of them, as the server says it. */
  readonly troubles?: readonly object[];
  /** Whether the server does not say which those are. */
  readonly refusesChecks?: boolean;
}

/** Shows the list of the volumes of a fleet. */
export async function renderVolumes(fleet: Fleet, options: Omit<PageOptions, 'server'> = {}) {
  return renderPage(<VolumesPage />, {
    url: '/volumes',
    ...options,
    server(request) {
      const { pages = {}, total = 0, clusters = [CLUSTER] } = fleet;
      const all = Object.values(pages).flat();
      const one = all.find(({ UUID }) => request.url === `/api/v2/volumes/${UUID}`);
      if (one !== undefined) return { body: one };
      if (request.url.startsWith('/api/v2/fleet/volumes/missing?')) {
        const { gone = [], refusesChecks = false } = fleet;
        if (refusesChecks) return { status: 403, body: errorBody(7, 'no') };
        return { body: { missing: gone.map(({ UUID }) => UUID) } };
      }
      if (!request.url.startsWith('/api/v2/fleet/volumes?')) return undefined;
      const query = new URL(request.url, 'http://console').searchParams;
      return {
        body: {
          volumes: pages[query.get('offset') ?? '0'] ?? [],
          total,
          facets: {
            cluster: Object.fromEntries(clusters.map(({ clusterId }) => [clusterId, total])),
            project: { acme: total },
            state: {},
            protection: {},
          },
          clusters,
          troubles: fleet.troubles ?? [],
        },
      };
    },
  });
}

type Screen = Awaited<ReturnType<typeof renderVolumes>>['screen'];

/** Takes a column out of the table. */
export async function hideColumn(screen: Screen, name: string) {
  await screen.getByRole('button', { name: 'Columns' }).click();
  await screen.getByRole('menuitem', { name }).click();
  await userEvent.keyboard('{Escape}');
}

/** Chooses how many rows a page has. */
export async function choosePageSize(screen: Screen, size: string) {
  await screen.getByRole('button', { name: /volumes/ }).click();
  await screen.getByRole('option', { name: `${size} per page` }).click();
}

/** The head of a column. */
export const header = (screen: Screen, name: string) => screen.getByRole('columnheader', { name });
