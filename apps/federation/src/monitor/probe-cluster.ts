import type { ApiResult } from '@asterism/api-types/client/client';
import type { ClusterRefusal } from '@asterism/api-types/common/cluster-refusal';
import type { ClusterInfo } from '@asterism/api-types/cluster-api/cluster-info';
import type { ReadList } from '@asterism/api-types/fleet-api/fleet-cluster';
import type { ConnectionStatus } from '@asterism/api-types/federation-api/cluster';
import { anotherCluster } from '../cluster-client/check-identity.ts';
import type { ClusterClient, ClusterError } from '../cluster-client/cluster-client.ts';
import type { ListReading } from '../cluster-client/read-answer.ts';
import type { ClusterSnapshot } from './cluster-snapshot.ts';
import { describeRefusal, isNotOffered, refusalOf } from '../cluster-client/cluster-failure.ts';

/** What came of a probe. */
export type ProbeOutcome =
  | {
      readonly kind: 'answered';
      readonly info: ClusterInfo;
      readonly facts: ClusterSnapshot;
      /** One of its lists is no answer: what was known of that one stays. */
      readonly isInvalidData: boolean;
    }
  | {
      readonly kind: 'failed';
      readonly status: Exclude<ConnectionStatus, 'Connected'>;
      readonly reason: string;
      /** Why it does not let us in, with Unauthorized. */
      readonly refusal?: ClusterRefusal;
      /** The certificate that it presents now, when that is not the pinned one. */
      readonly presentedFingerprint?: string;
      readonly retryAfterSeconds?: number;
      /** It does answer, but with what cannot be an answer. */
      readonly isInvalidData?: boolean;
    };

/** Which status a failed call means: a cluster that answers but lets nobody in is Unauthorized. */
export function statusOf(error: ClusterError): Exclude<ConnectionStatus, 'Connected'> {
  return refusalOf(error) === undefined ? 'Disconnected' : 'Unauthorized';
}

/** The clock has whole seconds: what it seems to lose or gain between two probes is no change. */
const CLOCK_JITTER_SECONDS = 2;

function steady(
  refusal: ClusterRefusal | undefined,
  before: ClusterRefusal | undefined,
): ClusterRefusal | undefined {
  const now = refusal?.clockOffsetSeconds;
  const known = before?.clockOffsetSeconds;
  if (now === undefined || known === undefined) return refusal;
  return Math.abs(now - known) <= CLOCK_JITTER_SECONDS ? before : refusal;
}

function reasonOf(error: ClusterError, refusal: ClusterRefusal | undefined): string {
  if (refusal === undefined) return error.message;
  return error.connection?.reason ?? `the cluster ${describeRefusal(refusal)} (${error.message})`;
}

function failed(error: ClusterError, before: ClusterSnapshot): ProbeOutcome {
  const refusal = steady(refusalOf(error), before.refusal);
  const presentedFingerprint = error.connection?.presentedFingerprint;
  const { retryAfterSeconds } = error;
  return {
    kind: 'failed',
    status: statusOf(error),
    reason: reasonOf(error, refusal),
    ...(refusal === undefined ? {} : { refusal }),
    ...(presentedFingerprint === undefined ? {} : { presentedFingerprint }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    isInvalidData: error.kind === 'malformed',
  };
}

/** The newest answer, or what was known before. */
const orBefore = <T, V>(result: ApiResult<T> | undefined, pick: (value: T) => V, before: V): V =>
  result?.ok === true ? pick(result.value) : before;

const isTimeout = (result: ApiResult<unknown>): boolean =>
  !result.ok && result.error.kind === 'timeout';

/**
 * Asks a cluster for itself, its nodes, projects and policies. Only the first decides whether it is well. When a list is not
 * answered, the rest is left for the next time: a probe waits for one answer that does not come, and not for three.
 */
export async function probeCluster(
  client: ClusterClient,
  clusterId: string,
  before: ClusterSnapshot,
  signal: AbortSignal,
  onList: (list: ReadList, reading: ListReading) => void,
): Promise<ProbeOutcome> {
  const cluster = await client.getCluster({}, { signal });
  if (!cluster.ok) return failed(cluster.error, before);
  if (cluster.value.UUID.toLowerCase() !== clusterId.toLowerCase()) {
    return {
      kind: 'failed',
      status: 'Disconnected',
      reason: anotherCluster(cluster.value.UUID),
    };
  }
  const optionsFor = (list: ReadList) => ({
    signal,
    onList: (reading: ListReading) => onList(list, reading),
  });
  // One after the other, by few connections: many servers close them before the next probe, and each costs a handshake.
  const nodes = await client.listNodes({}, optionsFor('nodes'));
  const projects = isTimeout(nodes)
    ? undefined
    : await client.listProjects({}, optionsFor('projects'));
  const policies =
    projects === undefined || isTimeout(projects)
      ? undefined
      : await client.listPolicies({}, optionsFor('policies'));
  const bad = [nodes, projects, policies].find(
    (list) => list?.ok === false && list.error.kind === 'malformed',
  );
  const offersNone = policies?.ok === false && isNotOffered(policies.error);
  return {
    kind: 'answered',
    info: cluster.value,
    isInvalidData: bad !== undefined,
    facts: {
      ...before,
      info: cluster.value,
      nodes: orBefore(nodes, (value) => value.nodes, before.nodes),
      projects: orBefore(projects, (value) => value.projects, before.projects),
      areProjectsRead: before.areProjectsRead || projects?.ok === true,
      policies: offersNone ? [] : orBefore(policies, (value) => value.policies, before.policies),
      arePoliciesRead: before.arePoliciesRead || policies?.ok === true || offersNone,
      offersPolicies: !offersNone && (policies?.ok === true || before.offersPolicies),
      error: bad?.ok === false ? bad.error.message : '',
    },
  };
}
