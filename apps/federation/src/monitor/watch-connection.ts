import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import type { ClusterInfo } from '@asterism/api-types/cluster-api/cluster-info';
import { endpointRule } from '@asterism/api-types/rules/endpoint';
import { type ClusterClients, FEDERATION_PRINCIPAL } from '../cluster-client/cluster-client.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { AttachedCluster } from '../store/attached-cluster.ts';
import type { ClusterChange, ClusterStore } from '../store/cluster-store.ts';
import type { Alarm } from './alarm.ts';
import { backOff, pollPause, type MonitorTimings } from './monitor-timings.ts';
import { probeCluster, type ProbeOutcome } from './probe-cluster.ts';
import { noteUnreadable, rowsOf, type WatchedCluster } from './watched-cluster.ts';

/** More endpoints than a cluster has nodes are not believed. */
const ENDPOINTS_MAX = 32;

/** One failed poll may be a lost answer, or an endpoint in the middle of a change. So many in a row are a status. */
const FAILURES_UNTIL_STATUS = 2;

export interface ConnectionWatchOptions {
  readonly clusterClients: ClusterClients;
  readonly store: Pick<ClusterStore, 'get' | 'update'>;
  readonly bus: EventBus;
  readonly timings: MonitorTimings;
  readonly log: Logger;
  readonly onChanged: (now: AttachedCluster, before: AttachedCluster) => void;
}

/** The endpoints to use: the one that it was attached by first, then what the cluster reports. */
function endpointsOf(cluster: AttachedCluster, info: ClusterInfo): readonly string[] {
  const reported = info.apiEndpoints.filter((endpoint) => endpointRule(endpoint).allowed);
  return [...new Set([...cluster.apiEndpoints.slice(0, 1), ...reported])].slice(0, ENDPOINTS_MAX);
}

function changeFrom(cluster: AttachedCluster, info: ClusterInfo): ClusterChange {
  return {
    status: 'Connected',
    presentedFingerprint: undefined,
    name: info.clusterName === '' ? cluster.name : info.clusterName,
    version: info.MinVersionInCluster,
    subsystemNqn: info.subsystemNQN,
    apiEndpoints: endpointsOf(cluster, info),
    discoveryEndpoints: info.discoveryEndpoints,
  };
}

function changeBy(cluster: AttachedCluster, outcome: ProbeOutcome): ClusterChange {
  if (outcome.kind === 'answered') return changeFrom(cluster, outcome.info);
  const { status, presentedFingerprint } = outcome;
  return presentedFingerprint === undefined ? { status } : { status, presentedFingerprint };
}

/**
 * Polls a cluster, keeps its facts, and stores and publishes what has changed.
 * Resolves when the watching has ended, or when the cluster is not attached any more.
 */
export async function watchConnection(
  watched: WatchedCluster,
  alarm: Alarm,
  options: ConnectionWatchOptions,
): Promise<void> {
  const { clusterClients, store, bus, timings, log } = options;
  const clusterId = watched.cluster.id;
  let failuresInARow = 0;

  /** Writes a change down if it is one. */
  async function apply(change: ClusterChange): Promise<'gone' | 'same' | 'changed'> {
    const { cluster } = watched;
    if (isDeepStrictEqual({ ...cluster, ...change }, cluster)) return 'same';
    const written = await store.update(clusterId, change);
    if (written === undefined) return 'gone';
    // Newer facts came in meanwhile: the cluster is to be polled again.
    if (watched.cluster !== cluster) return 'changed';
    watched.cluster = written;
    if (written.status !== cluster.status) {
      log.info(
        { clusterId, from: cluster.status, to: written.status, reason: watched.snapshot.error },
        'the status of a cluster changed',
      );
    }
    options.onChanged(written, cluster);
    return 'changed';
  }

  /** Keeps what was read; whether anything has changed. */
  function keep(outcome: ProbeOutcome): boolean {
    const before = watched.snapshot;
    failuresInARow = outcome.kind === 'failed' ? failuresInARow + 1 : 0;
    const snapshot =
      outcome.kind === 'failed' ? { ...before, error: outcome.reason } : outcome.facts;
    const invalidDataSince =
      outcome.isInvalidData === true
        ? (before.invalidDataSince ?? new Date().toISOString())
        : undefined;
    if (outcome.kind === 'answered') watched.answeredAt = new Date();
    const refusal = outcome.kind === 'failed' ? outcome.refusal : undefined;
    watched.snapshot = { ...snapshot, refusal, invalidDataSince };
    // Once for each time that it starts: what is wrong with the answers may change all the time.
    if (before.invalidDataSince === undefined && invalidDataSince !== undefined) {
      log.warn({ clusterId, reason: snapshot.error }, 'a cluster sends invalid data');
    }
    return !isDeepStrictEqual(before, watched.snapshot);
  }

  /** A cluster whose volumes are invalid data is not well, whatever else it answers. */
  function judged(outcome: ProbeOutcome): ProbeOutcome {
    const { invalidData } = watched;
    if (outcome.kind === 'failed' || invalidData === undefined) return outcome;
    return { kind: 'failed', status: 'Disconnected', reason: invalidData, isInvalidData: true };
  }

  const isPassing = (outcome: ProbeOutcome): boolean =>
    outcome.kind === 'failed' && failuresInARow < FAILURES_UNTIL_STATUS;

  function delayAfter(outcome: ProbeOutcome): number {
    if (outcome.kind === 'answered') return pollPause(timings);
    return backOff(timings, {
      inARow: failuresInARow,
      isUnauthorized: outcome.status === 'Unauthorized',
      retryAfterSeconds: outcome.retryAfterSeconds,
    });
  }

  /** Another replica may have confirmed its certificate, or detached it: then it is false. */
  async function catchUp(): Promise<boolean> {
    const { cluster } = watched;
    const written = await store.get(clusterId);
    if (written !== undefined && watched.cluster === cluster) watched.cluster = written;
    return written !== undefined;
  }

  /** Polls once; how long to wait until the next time, or undefined when there is nothing to watch any more. */
  async function poll(): Promise<number | undefined> {
    if (watched.cluster.status !== 'Connected' && !(await catchUp())) return undefined;
    const { cluster, snapshot, ended } = watched;
    const client = clusterClients.client(cluster, FEDERATION_PRINCIPAL);
    let isOtherReading = false;
    const probed = await probeCluster(client, clusterId, snapshot, ended, (list, reading) => {
      if (noteUnreadable(watched, list, rowsOf(reading))) isOtherReading = true;
    });
    const outcome = judged(probed);
    // Aborted, or somebody confirmed another certificate meanwhile: what was read is of the past.
    if (ended.aborted) return undefined;
    if (watched.cluster.tlsFingerprint !== cluster.tlsFingerprint) return 0;
    const hasChanged = keep(outcome);
    const applied = isPassing(outcome) ? 'same' : await apply(changeBy(watched.cluster, outcome));
    if (applied === 'gone') return undefined;
    if (watched.cluster.status !== 'Connected') watched.isSettled = true;
    if (hasChanged || isOtherReading || applied === 'changed') {
      bus.publish({ type: 'cluster', clusterId, change: 'updated' });
    }
    return delayAfter(outcome);
  }

  while (!watched.ended.aborted) {
    const polledAt = performance.now();
    let delay: number | undefined = timings.probe;
    try {
      delay = await poll();
    } catch (error) {
      log.error({ clusterId, err: error }, 'polling a cluster failed');
    }
    if (delay === undefined) return;
    watched.pollDueBy = performance.now() + delay + timings.grace;
    await alarm.sleep(delay);
    const since = performance.now() - polledAt;
    if (since < timings.probeAtLeast && !watched.ended.aborted) {
      await alarm.sleep(timings.probeAtLeast - since);
    }
  }
}
