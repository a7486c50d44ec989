import { Agent, request } from 'undici';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { formatEndpoint, type Endpoint } from '@asterism/api-types/rules/endpoint';
import type { AddressPolicy } from '../cluster-client/address-policy.ts';
import { permittedAddress, socketReason } from '../cluster-client/permitted-address.ts';
import { InvalidDataError } from '../cluster-client/read-text.ts';
import type { Resolve } from '../cluster-client/resolve-names.ts';
import { createIoCounters, type IoCounters } from './io-counters.ts';
import { createExpositionReader } from './read-exposition.ts';

/** What an exporter has counted up to a time. */
export interface Scrape {
  /** Milliseconds, of `performance.now()`, when the answer began. */
  readonly at: number;
  readonly bytes: number;
  readonly nodes: IoCounters;
  readonly volumes: IoCounters;
}

/** Milliseconds for name and connection, and for all together: as long as the vendor's Prometheus waits. */
const TIMINGS = { connect: 4_000, whole: 13_000 };

export interface ScraperOptions {
  readonly policy: AddressPolicy;
  readonly resolve: Resolve;
  readonly timings?: Partial<typeof TIMINGS>;
}

/** Asks exporters. */
export interface Scraper {
  /** The error says what the exporter does, in words of ours. Rejects when the signal is aborted. */
  scrape(exporter: Endpoint, signal: AbortSignal): Promise<Result<Scrape, string>>;
  close(): Promise<void>;
}

/** Of one exporter: four times what a node of 10,000 volumes answers (88 MB in the simulator). */
const BYTES_MAX = 384 * 1024 * 1024;
/** A server has few nodes (lightbits-api §4). */
const NODES_MAX = 16;
const VOLUMES_MAX = 50_000;
/** The group of what is counted of reads and writes. */
const QUERY = 'collect[]=duroslight';

async function readCounters(body: AsyncIterable<unknown>, at: number): Promise<Scrape> {
  const nodes = createIoCounters(NODES_MAX);
  const volumes = createIoCounters(VOLUMES_MAX);
  const reader = createExpositionReader({ node: nodes, volume: volumes });
  let bytes = 0;
  for await (const chunk of body) {
    if (!Buffer.isBuffer(chunk)) continue;
    bytes += chunk.length;
    if (bytes > BYTES_MAX) throw new InvalidDataError(`more than ${BYTES_MAX} bytes in one answer`);
    reader.take(chunk);
  }
  reader.end();
  return { at, bytes, nodes, volumes };
}

/** Exporters are asked without TLS and without a name: they have neither. Nothing is sent but the question. */
export function createScraper({ policy, resolve, ...options }: ScraperOptions): Scraper {
  const timings = { ...TIMINGS, ...options.timings };
  const agent = new Agent({
    connect: { timeout: timings.connect },
    connections: 1,
    // Less than the time between two questions: a connection that is open for minutes is one that a firewall forgets.
    keepAliveTimeout: 4_000,
    headersTimeout: timings.whole,
    bodyTimeout: timings.whole,
  });

  async function ask(exporter: Endpoint, signal: AbortSignal): Promise<Result<Scrape, string>> {
    const name = formatEndpoint(exporter);
    const address = await permittedAddress(exporter, {
      policy,
      resolve,
      timeoutMs: timings.connect,
    });
    if (!address.ok) {
      const { kind, reason } = address.error;
      const settings = 'ASTERISM_CLUSTER_NETWORKS and ASTERISM_CLUSTER_EXPORTER_PORTS';
      return err(kind === 'not-permitted' ? `${name} is not permitted by ${settings}` : reason);
    }
    // The address that was judged, and no name that may resolve to another one now.
    const origin = `http://${formatEndpoint({ ...exporter, host: address.value })}`;
    const url = `${origin}/metrics?${QUERY}`;
    const { statusCode, body } = await request(url, { dispatcher: agent, signal });
    if (statusCode === 200) return ok(await readCounters(body, performance.now()));
    // What is broken off says so, and nobody listens.
    body.on('error', () => {}).destroy();
    return err(`${name} answers with status ${statusCode}`);
  }

  return {
    async scrape(exporter, signal) {
      const late = AbortSignal.timeout(timings.whole);
      const name = formatEndpoint(exporter);
      try {
        return await ask(exporter, AbortSignal.any([signal, late]));
      } catch (error) {
        signal.throwIfAborted();
        if (late.aborted) return err(`${name} does not answer within ${timings.whole / 1000} s`);
        if (error instanceof InvalidDataError) return err(`${name}: ${error.message}`);
        return err(`${name} ${socketReason(error) ?? 'does not answer'}`);
      }
    },
    close: () => agent.destroy(),
  };
}
