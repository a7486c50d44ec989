import {
  fleetEvent,
  fleetHeartbeat,
  HEARTBEAT_EVENT,
  type FleetEvent,
  type FleetHeartbeat,
} from '@asterism/api-types/fleet-api/fleet-events';

interface Heartbeat extends FleetHeartbeat {
  readonly id: string | undefined;
}

/** Reads `GET /api/v2/fleet/events` as a browser would. */
export async function openEventStream(
  url: string,
  person: string,
  lastEventId?: string,
): Promise<{
  readonly status: number;
  readonly events: { readonly id: string; readonly event: FleetEvent }[];
  readonly heartbeats: readonly Heartbeat[];
  /** Resolves when the server has ended the stream. */
  readonly ended: Promise<void>;
  close(): void;
}> {
  const ending = new AbortController();
  const response = await fetch(`${url}/api/v2/fleet/events`, {
    headers: {
      authorization: `Bearer ${person}`,
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    },
    signal: ending.signal,
  });
  const events: { id: string; event: FleetEvent }[] = [];
  const heartbeats: Heartbeat[] = [];

  function take(block: string): void {
    const lines = block.split('\n');
    const field = (name: string): string | undefined =>
      lines.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1);
    const data = field('data');
    if (data === undefined) return;
    if (field('event')?.trim() === HEARTBEAT_EVENT) {
      heartbeats.push({ ...fleetHeartbeat.parse(JSON.parse(data)), id: field('id') });
      return;
    }
    events.push({ id: field('id') ?? '', event: fleetEvent.parse(JSON.parse(data)) });
  }

  async function read(): Promise<void> {
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (;;) {
      const next = await reader?.read();
      if (next === undefined || next.done) return;
      text += next.value;
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) take(block);
    }
  }

  return {
    status: response.status,
    events,
    heartbeats,
    ended: read().catch(() => {}),
    close: () => ending.abort(),
  };
}
