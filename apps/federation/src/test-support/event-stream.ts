import { fleetEvent, type FleetEvent } from '@asterism/api-types/fleet-api/fleet-events';

/** Reads `GET /api/v2/fleet/events` as a browser would. */
export async function openEventStream(
  url: string,
  person: string,
  lastEventId?: string,
): Promise<{
  readonly status: number;
  readonly events: { readonly id: string; readonly event: FleetEvent }[];
  /** How many comments came: heartbeats. */
  comments(): number;
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
  let comments = 0;

  function take(block: string): void {
    const lines = block.split('\n');
    const field = (name: string): string | undefined =>
      lines.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1);
    comments += lines.filter((line) => line.startsWith(':')).length;
    const data = field('data');
    if (data === undefined) return;
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
    comments: () => comments,
    ended: read().catch(() => {}),
    close: () => ending.abort(),
  };
}
