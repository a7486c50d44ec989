import type { FleetHeartbeat } from '@asterism/api-types/fleet-api/fleet-events';
import { vi } from 'vitest';

/** The browser's event streams, with the test as their server. */
export function fakeEventSource() {
  const opened: FakeEventSource[] = [];

  class FakeEventSource extends EventTarget {
    static readonly CLOSED = 2;
    readyState = 1;
    readonly url: string;

    constructor(url: string) {
      super();
      this.url = url;
      opened.push(this);
    }

    close(): void {
      this.readyState = FakeEventSource.CLOSED;
    }
  }
  vi.stubGlobal('EventSource', FakeEventSource);

  const newest = (): FakeEventSource | undefined => opened.at(-1);
  const send = (type: string, data = '{}', lastEventId = ''): void =>
    void newest()?.dispatchEvent(new MessageEvent(type, { data, lastEventId }));
  return {
    /** How many streams are open now. */
    openCount: () => opened.filter(({ readyState }) => readyState === 1).length,
    /** How many were opened, all in all. */
    count: () => opened.length,
    /** Where the newest is read from. */
    url: () => newest()?.url,
    send,
    beat: (change: Partial<FleetHeartbeat> = {}): void => {
      const heartbeat: FleetHeartbeat = {
        type: 'heartbeat',
        at: new Date().toISOString(),
        everyMs: 5000,
        overdue: [],
        ...change,
      };
      send('heartbeat', JSON.stringify(heartbeat));
    },
  };
}
