import { and, desc, eq } from 'drizzle-orm';
import type { Orm } from '@asterism/database/database';
import { WORKFLOW_TYPES, type Workflow } from '@asterism/api-types/federation-api/workflow';
import type { UsualWorkflowTimes } from '@asterism/api-types/fleet-api/fleet-workflow';
import { workflows } from './schema.ts';
import type { WorkflowRow } from './workflow-store.ts';

/** How long workflows of each type usually take; those of which none has completed are not in it. */
export type UsualTimesByType = ReadonlyMap<Workflow['type'], UsualWorkflowTimes>;

export interface WorkflowTimes {
  usual(): Promise<UsualTimesByType>;
}

/** So many of the last workflows of a type say how long they usually take. */
const LAST = 20;

const secondsBetween = (from: Date | string, to: Date | string): number =>
  (new Date(to).getTime() - new Date(from).getTime()) / 1000;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

type Completed = Pick<WorkflowRow, 'startedAt' | 'createdAt' | 'endedAt' | 'stages'>;

function usualTimesOf(rows: readonly Completed[]): UsualWorkflowTimes {
  const ofStages = new Map<string, number[]>();
  for (const { name, startedAt, endedAt } of rows.flatMap(({ stages }) => stages)) {
    if (startedAt === undefined || endedAt === undefined) continue;
    ofStages.set(name, [...(ofStages.get(name) ?? []), secondsBetween(startedAt, endedAt)]);
  }
  return {
    seconds: median(
      rows.map(({ startedAt, createdAt, endedAt }) =>
        secondsBetween(startedAt ?? createdAt, endedAt ?? startedAt ?? createdAt),
      ),
    ),
    stages: Object.fromEntries([...ofStages].map(([name, seconds]) => [name, median(seconds)])),
  };
}

export function createWorkflowTimes(orm: Orm): WorkflowTimes {
  return {
    async usual() {
      const usual = new Map<Workflow['type'], UsualWorkflowTimes>();
      for (const type of WORKFLOW_TYPES) {
        const rows = await orm
          .select({
            startedAt: workflows.startedAt,
            createdAt: workflows.createdAt,
            endedAt: workflows.endedAt,
            stages: workflows.stages,
          })
          .from(workflows)
          .where(and(eq(workflows.type, type), eq(workflows.state, 'COMPLETED')))
          .orderBy(desc(workflows.sequence))
          .limit(LAST);
        if (rows.length > 0) usual.set(type, usualTimesOf(rows));
      }
      return usual;
    },
  };
}
