import { NEWEST_EVENT_HEADER } from '@asterism/api-types/fleet-api/newest-event-header';
import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod/mini';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { clustersQuery } from '#/api/cluster-queries.ts';
import { liveStatus, useOutOfReachSince } from '#/api/live-status.ts';
import { ConnectionLabel } from '#/domain/cluster-state.tsx';
import { LiveIndicator } from '#/layouts/live-indicator.tsx';
import { fakeEventSource } from '#/test-support/fake-event-source.ts';
import { openTabChannel } from '#/lib/tab-channel.ts';
import { renderPage } from '#/test-support/render-page.tsx';
import { Duration } from '#/ui/duration.tsx';
import { OutOfReachSince } from '#/ui/out-of-reach.ts';
import { useLiveEvents } from './use-live-events.ts';
import { eventPlace } from './event-place.ts';

const BEAT_MS = 5000;
const START = '2026-11-24T08:00:00.000Z';

let stream: ReturnType<typeof fakeEventSource>;
let overdue: boolean;
/** What the server's answers know of. */
let newestEvent: string | undefined;

beforeEach(() => {
  overdue = false;
  newestEvent = undefined;
  eventPlace.reset();
  stream = fakeEventSource();
  vi.useFakeTimers({
    now: Date.parse(START),
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const cluster = (): Partial<FleetCluster> => ({
  id: 'c',
  name: 'north',
  status: 'Connected',
  overdue,
  attachedAt: START,
  tlsFingerprint: 'aa',
  volumesByState: {},
});

/** The frame around every page, with one cluster and something that has been running since the start. */
function Frame() {
  useLiveEvents();
  const { data } = useQuery(clustersQuery());
  return (
    <>
      <LiveIndicator />
      <OutOfReachSince value={useOutOfReachSince()}>
        {data?.map((found) => (
          <ConnectionLabel key={found.id} {...found} />
        ))}
        <p>
          Running for <Duration from={START} />
        </p>
      </OutOfReachSince>
    </>
  );
}

const show = () =>
  renderPage(<Frame />, {
    server: ({ url }) =>
      url.startsWith('/api/v2/fleet/clusters')
        ? {
            body: { clusters: [cluster()] },
            ...(newestEvent === undefined
              ? {}
              : { headers: { [NEWEST_EVENT_HEADER]: newestEvent } }),
          }
        : undefined,
  });

/** Another tab that has the stream, and answers who asks. */
function openLeader(place: string | undefined) {
  const leader = openTabChannel(
    'asterism-events',
    z.object({ kind: z.string(), status: z.optional(z.string()), place: z.optional(z.string()) }),
  );
  leader.subscribe(({ kind }) => {
    if (kind === 'who-is-there') leader.publish({ kind: 'status', status: 'live', place });
  });
  return leader;
}

async function open() {
  const page = await show();
  // The lock of the tab that leads is granted by the browser in its own time.
  await expect.poll(() => stream.openCount()).toBe(1);
  const requests = () => page.sent.length;
  return { ...page, requests };
}

const status = () => liveStatus.get();
const isGreen = async (screen: Awaited<ReturnType<typeof open>>['screen']) =>
  expect.element(screen.getByText('(last known)')).not.toBeInTheDocument();
const isGrey = async (screen: Awaited<ReturnType<typeof open>>['screen']) =>
  expect.element(screen.getByText('(last known)').first()).toBeInTheDocument();

test('the page is live from the first heartbeat of the federation on, and not because a stream is open', async () => {
  const { screen } = await open();
  stream.send('open');
  await expect.element(screen.getByText('Connecting…')).toBeVisible();
  stream.beat();
  await expect.element(screen.getByText('Live')).toBeVisible();
  await isGreen(screen);
});

describe('what was read before the stream opened', () => {
  test('is not read again: the stream starts after it, and so it does when it comes back', async () => {
    newestEvent = 'a.5';
    const { screen, requests } = await open();
    expect(stream.url()).toBe('/events?after=a.5');
    stream.send('open');
    stream.beat();
    await expect.element(screen.getByText('Live')).toBeVisible();
    stream.send('message', '{"type":"of a later release"}', 'a.8');
    stream.send('error');
    await expect.element(screen.getByText('Reconnecting…')).toBeVisible();
    stream.send('open');
    stream.beat();
    await expect.element(screen.getByText('Live')).toBeVisible();
    expect(requests()).toBe(1);
    // Too silent: it is opened anew.
    vi.advanceTimersByTime(2.6 * BEAT_MS);
    vi.advanceTimersByTime(1000);
    await expect.poll(() => stream.count()).toBe(2);
    expect(stream.url()).toBe('/events?after=a.8');
  });

  test('is read again when the server does not say what it knew of', async () => {
    const { requests } = await open();
    expect(stream.url()).toBe('/events');
    expect(requests()).toBe(1);
    stream.send('open');
    await expect.poll(requests).toBe(2);
  });

  test.each([
    ['a.5', 1],
    ['a.6', 2],
    [undefined, 2],
  ])('is read again when the tab that has the stream is further: at %s', async (place, times) => {
    newestEvent = 'a.5';
    const held = Promise.withResolvers<void>();
    const lock = navigator.locks.request('asterism-events', () => held.promise);
    const leader = openLeader(place);
    const { screen, sent } = await show();
    await expect.element(screen.getByText('Connected')).toBeVisible();
    await expect.element(screen.getByText('Live')).toBeVisible();
    await expect.poll(() => sent.length).toBe(times);
    leader.close();
    held.resolve();
    await lock;
  });
});

test('a stream that is open and silent is not live: the page says so, polls, and shows states as last known', async () => {
  const { screen, requests } = await open();
  stream.beat({ at: START });
  await expect.element(screen.getByText('Connected')).toBeVisible();
  vi.advanceTimersByTime(2.4 * BEAT_MS);
  expect(status()).toBe('live');
  const before = requests();
  vi.advanceTimersByTime(0.2 * BEAT_MS);
  await expect.element(screen.getByText('Console unreachable')).toBeVisible();
  await isGrey(screen);
  await expect.poll(requests).toBeGreaterThan(before);
  const polled = requests();
  const secondLater = () => {
    vi.advanceTimersByTime(1000);
    return requests();
  };
  await expect.poll(secondLater).toBeGreaterThan(polled);

  await expect.poll(() => stream.openCount()).toBe(1);
  expect(stream.count()).toBeGreaterThan(1);
  stream.beat();
  await expect.element(screen.getByText('Live')).toBeVisible();
  await isGreen(screen);
});

test('a federation that does not respond is named, for as long as the console’s server says so', async () => {
  const { screen } = await open();
  stream.beat();
  for (let beats = 0; beats < 6; beats += 1) {
    stream.send('federation-lost');
    vi.advanceTimersByTime(BEAT_MS);
  }
  await expect.element(screen.getByText('Federation unreachable')).toBeVisible();
  await isGrey(screen);
  stream.beat();
  await expect.element(screen.getByText('Live')).toBeVisible();
  await isGreen(screen);
});

test('what is running does not count on while nobody knows whether it does', async () => {
  const { screen } = await open();
  stream.beat();
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('the network is down')));
  stream.send('federation-lost');
  const running = screen.getByText(/^Running for/);
  await expect.element(running).toBeVisible();
  await isGrey(screen);
  const before = running.element().textContent;
  vi.advanceTimersByTime(60_000);
  await expect
    .element(screen.getByText(/shown as of/))
    .toHaveTextContent('shown as of 1 minute ago');
  expect(running.element().textContent).toBe(before);
});

test('a cluster that is overdue is read again and shown as last known, while the others and the page are live', async () => {
  const { screen } = await open();
  stream.beat();
  await isGreen(screen);
  overdue = true;
  stream.beat({ overdue: ['c'] });
  vi.advanceTimersByTime(2000);
  await isGrey(screen);
  await expect.element(screen.getByText('Live')).toBeVisible();
  overdue = false;
  stream.beat();
  vi.advanceTimersByTime(2000);
  await isGreen(screen);
});

test('a leading tab that is frozen loses the lead, and its followers are not live in the meantime', async () => {
  let letGo: (() => void) | undefined;
  let isTaken = false;
  const frozen = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const lock = navigator.locks
    .request('asterism-events', () => frozen)
    .catch(() => {
      isTaken = true;
    });
  const leader = openLeader(undefined);
  const { screen } = await renderPage(<Frame />, { server: () => ({ body: { clusters: [] } }) });
  await expect.element(screen.getByText('Live')).toBeVisible();
  expect(stream.count()).toBe(0);

  vi.advanceTimersByTime(4 * BEAT_MS);
  await expect.element(screen.getByText('Console unreachable')).toBeVisible();
  await expect.poll(() => stream.openCount()).toBe(1);
  expect(isTaken).toBe(true);
  stream.beat();
  await expect.element(screen.getByText('Live')).toBeVisible();
  leader.close();
  letGo?.();
  await lock;
});
