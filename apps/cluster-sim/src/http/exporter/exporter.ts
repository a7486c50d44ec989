import { createServer, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import type { Logger } from 'pino';
import { createListener } from '../listener.ts';
import { textOf } from './exposition.ts';
import { GROUPS, groupsFrom } from './groups.ts';
import type { MeasuredNode } from './measured-node.ts';

/** How an exporter misbehaves: it refuses connections, answers when nobody waits any more, or answers no metrics. */
export const EXPORTER_FAULTS = ['off', 'slow', 'garbage'] as const;
export type ExporterFault = (typeof EXPORTER_FAULTS)[number];

/** The exporter of one node: `/metrics`, as `lightbox-exporter` serves it. */
export interface Exporter {
  readonly port: number;
  /** It behaves again without one. Rejects when its port has been taken meanwhile. */
  setFault(fault: ExporterFault | undefined): Promise<void>;
  close(): Promise<void>;
}

export interface ExporterOptions {
  readonly host: string;
  /** Undefined while there is nothing to measure. */
  readonly measured: () => MeasuredNode | undefined;
  readonly log: Logger;
}

const TITLE = 'The exporter of a simulated node';
/** Longer than the vendor's Prometheus waits, which is 13 s. */
const SLOW_MS = 20_000;
const GARBAGE =
  '# TYPE lightbox_fe_nr_read_requests_0_1K counter\nlightbox_fe{node_id="\u0000\u0001';

function reply(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}

/** The pieces, with a turn for everybody else after each: whoever reads fast would have all of them at once. */
async function* paced(pieces: Iterable<string>): AsyncGenerator<string> {
  for (const piece of pieces) {
    yield piece;
    await setImmediate();
  }
}

async function replyMetrics(
  measured: MeasuredNode | undefined,
  asked: readonly string[],
  response: ServerResponse,
): Promise<void> {
  if (measured === undefined) return reply(response, 503, 'starting');
  const groups = groupsFrom(asked);
  if ('unknown' in groups) return reply(response, 400, `unknown group: ${groups.unknown}`);
  response.setHeader('Content-Type', 'text/plain; version=0.0.4; charset=utf-8');
  const families = groups.flatMap((group) => GROUPS[group](measured));
  return pipeline(Readable.from(paced(textOf(families))), response);
}

/** Starts an exporter on a free port. Rejects with one line for people when it cannot. */
export async function startExporter({ host, measured, log }: ExporterOptions): Promise<Exporter> {
  let fault: ExporterFault | undefined;
  const server = createServer((request, response) => {
    const node = measured()?.node;
    // Whoever is away answers nothing.
    if (node?.state === 'Inactive') return void request.socket.destroy();
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://exporter');
    if (pathname !== '/metrics') return reply(response, 404, 'Not Found');
    if (request.method !== 'GET') return reply(response, 405, 'Method Not Allowed');
    if (fault === 'garbage') return reply(response, 200, GARBAGE);
    const answer = (): void =>
      void replyMetrics(measured(), searchParams.getAll('collect[]'), response).catch((error) => {
        // Whoever scrapes may go in the middle of the text.
        if (!response.destroyed) log.error({ err: error }, 'a scrape failed');
        response.destroy();
      });
    if (fault !== 'slow') return answer();
    const timer = setTimeout(answer, SLOW_MS);
    response.once('close', () => clearTimeout(timer));
    return undefined;
  });
  const listener = createListener(server, TITLE);

  async function open(wanted: number): Promise<number> {
    const bound = await listener.open(host, wanted);
    if (!bound.ok) throw new Error(bound.error);
    return bound.value;
  }

  const port = await open(0);
  return {
    port,
    async setFault(next) {
      fault = next;
      if (next === 'off') await listener.close();
      else if (!listener.isOpen) await open(port);
    },
    close: () => listener.close(),
  };
}
