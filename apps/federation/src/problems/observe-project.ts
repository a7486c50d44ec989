import type { ConnectionStatus } from '@asterism/api-types/federation-api/cluster';
import type { ProblemRuleName } from '@asterism/api-types/rules/problem-rule-names';
import type { ProtectionState, VolumeState } from '@asterism/api-types/rules/volume-states';
import type { UsageByGroup } from '../inventory/volume-usage.ts';
import type { Observation } from './observation.ts';

type Rules<State extends string> = Partial<Readonly<Record<State, ProblemRuleName>>>;

const BY_PROTECTION: Rules<ProtectionState> = {
  NotAvailable: 'volumesNotAvailable',
  ReadOnly: 'volumesReadOnly',
  Degraded: 'volumesDegraded',
};
const BY_STATE: Rules<VolumeState> = { Failed: 'volumesFailed', Unknown: 'volumesInUnknownState' };
const BY_CONNECTION: Rules<ConnectionStatus> = {
  Disconnected: 'clusterUnreachable',
  Unauthorized: 'clusterRefuses',
};

/** What else is counted of a project. */
export interface ProjectCounts {
  readonly volumesSlow: number;
  readonly slowest: string;
  readonly snapshotsFailed: number;
}

/** What the rules measure of a project: its volumes on all clusters. It names no nodes, which are the admins' to see. */
export function observeProject(
  project: string,
  usage: UsageByGroup,
  statusOf: (clusterId: string) => ConnectionStatus | undefined,
  { volumesSlow, slowest, snapshotsFailed }: ProjectCounts,
): Observation[] {
  const counts = new Map<ProblemRuleName, number>([['volumesSlow', volumesSlow]]);
  const add = (rule: ProblemRuleName | undefined, volumes: number): void => {
    if (rule !== undefined) counts.set(rule, (counts.get(rule) ?? 0) + volumes);
  };
  for (const [{ home, state, protection }, { volumes }] of usage) {
    add(BY_STATE[state], volumes);
    // What failed holds no data that could be lost.
    if (state !== 'Failed') add(BY_PROTECTION[protection], volumes);
    add(BY_CONNECTION[statusOf(home.clusterId) ?? 'Connected'], volumes);
  }
  const of = { subjectKind: 'project', subject: project } as const;
  return [
    ...Array.from(counts, ([rule, volumes]) => {
      const cause = rule === 'volumesSlow' ? slowest : '';
      return { ...of, rule, level: volumes, volumes, cause };
    }),
    { ...of, rule: 'snapshotsFailed' as const, level: snapshotsFailed, volumes: 0, cause: '' },
  ].filter(({ level }) => level > 0);
}
