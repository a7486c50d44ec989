import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { noteDateHeader, noteServerTime, serverNow } from '#/lib/server-clock.ts';
import { Duration } from './duration.tsx';
import { RelativeTime } from './relative-time.tsx';

const SERVER = '2026-11-24T08:00:00.000Z';
const MINUTE_MS = 60_000;
const atServer = (minutes: number): string =>
  new Date(Date.parse(SERVER) + minutes * MINUTE_MS).toISOString();

/** Of the server's clock, with which every test begins; after the time for which an exact time counts. */
let monotonic = 0;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  monotonic += 3_600_000;
  vi.spyOn(performance, 'now').mockImplementation(() => monotonic);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Four in a row: a server whose clock was set back is believed by then. */
const beats = () => {
  for (let beat = 0; beat < 4; beat += 1) noteServerTime(Date.parse(SERVER));
};

const TIMES = (
  <>
    <p>
      Created <RelativeTime value={atServer(-3)} />
    </p>
    <p>
      Expires <RelativeTime value={atServer(6)} />
    </p>
    <p>
      Running for <Duration from={atServer(-2)} />
    </p>
  </>
);

test.each([-7, 7])(
  'ages, deadlines and durations are right in a browser whose clock is %i minutes off',
  async (minutes) => {
    vi.setSystemTime(Date.parse(atServer(minutes)));
    beats();
    const { container } = await render(TIMES);
    await expect
      .poll(() => container.textContent)
      .toBe('Created 3 minutes agoExpires in 6 minutesRunning for 2 min 0 s');
  },
);

test('a browser’s clock that is set while the page is open changes nothing', () => {
  beats();
  vi.setSystemTime(Date.parse(atServer(500)));
  expect(serverNow()).toBe(Date.parse(SERVER));
  monotonic += 1000;
  expect(serverNow()).toBe(Date.parse(SERVER) + 1000);
});

test('before the first heartbeat the date of an answer tells the time, to the second', () => {
  vi.setSystemTime(Date.parse(atServer(7)));
  noteDateHeader(new Headers({ date: new Date(SERVER).toUTCString() }));
  expect(Math.abs(serverNow() - Date.parse(SERVER))).toBeLessThan(2000);
});

test('a heartbeat that took long does not set the clock back', () => {
  beats();
  monotonic += 5000;
  noteServerTime(Date.parse(SERVER));
  expect(serverNow()).toBe(Date.parse(SERVER) + 5000);
});

test('what is no time changes nothing', () => {
  beats();
  noteServerTime(Number.NaN);
  noteDateHeader(new Headers({ date: 'yesterday' }));
  noteDateHeader(new Headers());
  expect(serverNow()).toBe(Date.parse(SERVER));
});
