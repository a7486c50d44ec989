import type { ExporterState, FleetExporter } from '@asterism/api-types/fleet-api/series-api';
import { formatEndpoint, type Endpoint } from '@asterism/api-types/rules/endpoint';
import type { PortRange } from '../cluster-client/address-policy.ts';
import { createSemaphore } from '../cluster-client/semaphore.ts';
import type { FleetMonitor } from '../monitor/fleet-monitor.ts';
import { exporterAddress } from './exporter-address.ts';
import { ratesBetween, sumOf, type Rates } from './io-counters.ts';
import type { Scrape, Scraper } from './scrape-exporter.ts';

/** Asks the exporters of all nodes that are known, again and again. */
export interface ExporterMonitor {
  /** What a node, or a volume of a cluster, does now; undefined while that is not known. */
  node(clusterId: string, nodeId: string): Rates | undefined;
  volume(clusterId: string, volumeId: string): Rates | undefined;
  /** The exporters of a cluster, in the order of its nodes. */
  exporters(clusterId: string): readonly FleetExporter[];
  /** Whether some exporter that may answer has not done so twice. */
  isStarting(): boolean;
  close(): Promise<void>;
}

/** Milliseconds. */
export interface ExporterTimings {
  /** Between two questions to one exporter. */
  readonly each: number;
  /** … that does not answer, at most. */
  readonly backOffMax: number;
  /** How late an answer may be before what was known is no longer taken for what is. */
  readonly late: number;
  /** How often it is seen what is due. */
  readonly tick: number;
}

const EXPORTER_TIMINGS: ExporterTimings = {
  each: 15_000,
  backOffMax: 60_000,
  late: 15_000,
  tick: 1_000,
};

export interface ExporterMonitorOptions {
  readonly monitor: Pick<FleetMonitor, 'clusters' | 'snapshot'>;
  readonly scraper: Scraper;
  readonly ports: readonly PortRange[];
  readonly timings?: Partial<ExporterTimings>;
}

/** So many are asked at a time. Those that did not answer have turns of their own: others do not wait for them. */
const AT_ONCE = 16;
/** What all exporters answer together in `each` at most: then it takes half a core. With more, all are asked less often. */
const BYTES_EACH = 1_000_000_000;

/** An exporter, and what it has answered. */
interface Watched {
  readonly endpoint: Endpoint;
  readonly ending: AbortController;
  dueAt: number;
  isAsked: boolean;
  before: Scrape | undefined;
  now: Scrape | undefined;
  /** Until when it tells what is now. */
  freshUntil: number;
  failures: number;
  reason: string;
}

/** The {@link ExporterMonitor} of this process. */
export function createExporterMonitor(options: ExporterMonitorOptions): ExporterMonitor {
  const { monitor, scraper, ports } = options;
  const { each, backOffMax, late, tick } = { ...EXPORTER_TIMINGS, ...options.timings };
  const usual = createSemaphore(AT_ONCE);
  const failing = createSemaphore(AT_ONCE);
  /** By cluster and address: what one cluster's exporter says counts for none of another. */
  const byCluster = new Map<string, Map<string, Watched>>();
  const asked = new Set<Promise<void>>();

  function* all(): Generator<Watched> {
    for (const some of byCluster.values()) yield* some.values();
  }

  function pause({ failures }: Watched): number {
    let bytes = 0;
    for (const { now } of all()) bytes += now?.bytes ?? 0;
    const usually = each * Math.max(1, bytes / BYTES_EACH);
    return failures <= 1
      ? usually
      : Math.max(usually, Math.min(backOffMax, each * 2 ** (failures - 1)));
  }

  async function ask(watched: Watched): Promise<void> {
    const { endpoint, ending } = watched;
    const giveBack = await (watched.failures === 0 ? usual : failing).take(ending.signal);
    const startedAt = performance.now();
    try {
      const answer = await scraper.scrape(endpoint, ending.signal);
      watched.failures = answer.ok ? 0 : watched.failures + 1;
      watched.reason = answer.ok ? '' : answer.error;
      // A gap between two answers is none in which anything is known: rates begin anew after it.
      watched.before = answer.ok ? watched.now : undefined;
      watched.now = answer.ok ? answer.value : undefined;
    } finally {
      giveBack();
      const next = pause(watched);
      watched.dueAt = startedAt + next;
      watched.freshUntil = startedAt + next + late;
      watched.isAsked = false;
    }
  }

  function askDue(): void {
    const gone = new Set(byCluster.keys());
    for (const { id } of monitor.clusters()) {
      gone.delete(id);
      const known = byCluster.get(id) ?? new Map<string, Watched>();
      byCluster.set(id, known);
      const addresses = new Map(
        monitor.snapshot(id).nodes.flatMap(({ nvmeEndpoint }) => {
          const endpoint = exporterAddress(nvmeEndpoint, ports);
          return endpoint === undefined ? [] : [[formatEndpoint(endpoint), endpoint] as const];
        }),
      );
      for (const [address, watched] of known) {
        if (addresses.has(address)) continue;
        watched.ending.abort();
        known.delete(address);
      }
      for (const [address, endpoint] of addresses) {
        if (!known.has(address)) known.set(address, newlyWatched(endpoint));
      }
    }
    for (const id of gone) {
      for (const { ending } of byCluster.get(id)?.values() ?? []) ending.abort();
      byCluster.delete(id);
    }
    const now = performance.now();
    for (const watched of all()) {
      if (watched.isAsked || now < watched.dueAt) continue;
      watched.isAsked = true;
      // It rejects only when its cluster, its node or the federation has gone meanwhile.
      const asking = ask(watched).catch(() => undefined);
      asked.add(asking);
      void asking.finally(() => asked.delete(asking));
    }
  }

  function ratesOf(
    watched: Watched | undefined,
    of: 'nodes' | 'volumes',
    subject: string,
  ): Rates | undefined {
    if (watched === undefined || performance.now() > watched.freshUntil) return undefined;
    const before = watched.before?.[of].of(subject);
    const now = watched.now?.[of].of(subject);
    if (before === undefined || now === undefined) return undefined;
    return ratesBetween(before, now, ((watched.now?.at ?? 0) - (watched.before?.at ?? 0)) / 1000);
  }

  function stateOf(
    watched: Watched | undefined,
    nodeId: string,
  ): { state: ExporterState; reason: string } {
    if (watched === undefined) return { state: 'Off', reason: 'the node says no address' };
    const { now, reason } = watched;
    if (reason !== '') return { state: 'Off', reason };
    if (now === undefined) return { state: 'Starting', reason: '' };
    if (now.nodes.of(nodeId) !== undefined) return { state: 'On', reason: '' };
    return { state: 'Off', reason: `${formatEndpoint(watched.endpoint)} has nothing of this node` };
  }

  const timer = setInterval(askDue, tick);
  timer.unref();
  askDue();

  return {
    node(clusterId, nodeId) {
      const node = monitor.snapshot(clusterId).nodes.find(({ UUID }) => UUID === nodeId);
      const endpoint = exporterAddress(node?.nvmeEndpoint ?? '', ports);
      if (endpoint === undefined) return undefined;
      const watched = byCluster.get(clusterId)?.get(formatEndpoint(endpoint));
      return ratesOf(watched, 'nodes', nodeId);
    },
    volume(clusterId, volumeId) {
      const some = [...(byCluster.get(clusterId)?.values() ?? [])]
        .map((watched) => ratesOf(watched, 'volumes', volumeId))
        .filter((rates) => rates !== undefined);
      return some.length === 0 ? undefined : sumOf(some);
    },
    exporters: (clusterId) =>
      monitor.snapshot(clusterId).nodes.map(({ UUID, name, nvmeEndpoint }) => {
        const endpoint = exporterAddress(nvmeEndpoint, ports);
        const address = endpoint === undefined ? '' : formatEndpoint(endpoint);
        const watched = byCluster.get(clusterId)?.get(address);
        const { state, reason } = stateOf(watched, UUID);
        return { clusterId, nodeId: UUID, nodeName: name, address, state, reason };
      }),
    isStarting() {
      for (const { failures, before } of all()) {
        if (failures === 0 && before === undefined) return true;
      }
      return false;
    },
    async close() {
      clearInterval(timer);
      for (const { ending } of all()) ending.abort();
      await Promise.all(asked);
      await scraper.close();
    },
  };
}

const newlyWatched = (endpoint: Endpoint): Watched => ({
  endpoint,
  ending: new AbortController(),
  dueAt: 0,
  isAsked: false,
  before: undefined,
  now: undefined,
  freshUntil: 0,
  failures: 0,
  reason: '',
});
