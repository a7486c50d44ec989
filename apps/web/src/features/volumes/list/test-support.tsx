import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { VolumeTransition } from '@asterism/api-types/fleet-api/transition-api';
import { expect } from 'vitest';
import { userEvent } from 'vitest/browser';
import '#/styles/frame.css';
import { aVolume } from '#/features/volumes/test-support.ts';
import {
  errorBody,
  renderPage,
  type PageOptions,
  type SentRequest,
  type Server,
} from '#/test-support/render-page.tsx';
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

/** The volumes of a long list: `row-0`, `row-1` and so on. */
const rowsOf = (total: number, offset: number, limit: number) =>
  Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, index) =>
    aVolume({
      UUID: `00000000-0000-4000-8001-${String(offset + index).padStart(12, '0')}`,
      name: `row-${offset + index}`,
      clusterId: 'c-1',
    }),
  );

/** What the server knows. */
export interface Fleet {
  /** What the list begins with at some offsets; all its other rows are `row-2`, `row-3` and so on, by their places. */
  pages?: Readonly<Record<string, readonly Volume[]>>;
  total?: number;
  readonly clusters?: readonly { readonly clusterId: string }[];
  /** The volumes that have been deleted since they were shown. */
  gone?: readonly Volume[];
  /** What is wrong with which of them, as the server says it. */
  readonly troubles?: readonly object[];
  /** Which of them are in a state that ends by itself, and since when. */
  readonly transitions?: readonly VolumeTransition[];
  /** Whether the server does not say which those are. */
  readonly refusesChecks?: boolean;
  /** The rows of questions that take their time. */
  readonly late?: (request: SentRequest) => Promise<readonly Volume[]> | undefined;
  /** Called before a part of the list is answered; what it returns is answered instead. */
  readonly beforePage?: (query: URLSearchParams) => ReturnType<Server> | void;
}

/** Shows the list of the volumes of a fleet. */
export async function renderVolumes(fleet: Fleet, options: Omit<PageOptions, 'server'> = {}) {
  return renderPage(<VolumesPage />, {
    url: '/volumes',
    ...options,
    async server(request) {
      if (request.url.startsWith('/api/v2/fleet/volumes?')) {
        const query = new URL(request.url, 'http://console').searchParams;
        const other = await fleet.beforePage?.(query);
        if (other !== undefined) return other;
      }
      const { pages = {}, total = 0, clusters = [CLUSTER] } = fleet;
      const all = [...Object.values(pages).flat(), ...rowsOf(total, 0, 200)];
      const one = all.find(({ UUID }) => request.url === `/api/v2/volumes/${UUID}`);
      if (one !== undefined) return { body: one };
      if (request.url.startsWith('/api/v2/fleet/transitions')) {
        const { transitions = [] } = fleet;
        return { body: { transitions, total: transitions.length } };
      }
      if (request.url.startsWith('/api/v2/fleet/volumes/missing?')) {
        const { gone = [], refusesChecks = false } = fleet;
        if (refusesChecks) return { status: 403, body: errorBody(7, 'no') };
        return { body: { missing: gone.map(({ UUID }) => UUID) } };
      }
      if (!request.url.startsWith('/api/v2/fleet/volumes?')) return undefined;
      const late = await fleet.late?.(request);
      const query = new URL(request.url, 'http://console').searchParams;
      const [offset, limit] = [Number(query.get('offset')), Number(query.get('limit') ?? 50)];
      return {
        body: {
          volumes:
            late ?? rowsOf(total, offset, limit).map((row, at) => pages[offset]?.[at] ?? row),
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

/** The element in which the list is scrolled. */
export const scroller = (): HTMLElement => {
  const element = document.querySelector<HTMLElement>('.ast-table-scroll');
  if (element === null) throw new Error('There is no table.');
  return element;
};

/** Scrolls so that a row is the first in sight. */
export async function scrollToRow(row: number) {
  await expect
    .poll(() => document.querySelector('.ast-table-whole[style] tbody th a'))
    .not.toBeNull();
  const of = (selector: string) =>
    scroller().querySelector(selector)?.getBoundingClientRect().height ?? 0;
  scroller().scrollTo(0, row * of('tbody tr'));
}

/** The head of a column. */
export const header = (screen: Screen, name: string) => screen.getByRole('columnheader', { name });

/** The UUID of {@link rowAt}. */
export const idAt = (at: number) => `00000000-0000-4000-8000-00000000000${at}`;
/** A volume of a list, by its place. */
export const rowAt = (at: number, facts: Partial<Volume> = {}) =>
  aVolume({ UUID: idAt(at), name: `db-${at}`, clusterId: 'c-1', ...facts });

/** The list of three volumes; `writes` answers what changes something, `now` is what a cluster answers of a volume. */
export async function renderRows(
  rows: readonly Volume[] = [rowAt(0), rowAt(1), rowAt(2)],
  writes: Server = () => ({ body: {} }),
  options: Omit<PageOptions, 'server'> = {},
  now?: Volume,
) {
  const shown = await renderPage(<VolumesPage />, {
    url: '/volumes',
    ...options,
    server(request) {
      if (request.method !== 'GET') return writes(request);
      if (request.url.startsWith('/api/v2/fleet/snapshots?')) {
        const totals = { size: '0', stored: '0' };
        const facets = { cluster: {}, project: {}, state: {} };
        return { body: { snapshots: [], total: 3, totals, facets, clusters: [] } };
      }
      if (request.url.startsWith('/api/v2/fleet/policies')) return { body: { policies: [] } };
      const one = [now, ...rows].find(
        (each) => each !== undefined && request.url.startsWith(`/api/v2/volumes/${each.UUID}`),
      );
      if (one !== undefined) return { body: one };
      if (!request.url.startsWith('/api/v2/fleet/volumes?')) return undefined;
      return {
        body: {
          volumes: rows,
          total: rows.length,
          facets: { cluster: { 'c-1': rows.length }, project: {}, state: {}, protection: {} },
          clusters: [{ clusterId: 'c-1', name: 'lb-north', status: 'Connected', error: '' }],
          troubles: [],
        },
      };
    },
  });
  const { screen } = shown;
  const button = (name: string) => screen.getByRole('button', { name: `Actions for ${name}` });
  const item = (name: string | RegExp) => screen.getByRole('menuitem', { name });
  const open = async (name: string) => {
    await button(name).click();
    await expect.element(screen.getByRole('menu', { name: `Actions for ${name}` })).toBeVisible();
  };
  const link = (name: string) => screen.getByRole('link', { name, exact: true });
  const glance = screen.getByRole('complementary', { name: /^Quick look/ });
  return { ...shown, button, item, open, link, glance };
}
