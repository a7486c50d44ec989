import { ok } from '@asterism/api-types/common/result';
import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { workflowCalls, type FleetWorkflowsInput } from '#/api/workflow-queries.ts';
import { saveList, type Cells } from '#/table/save-rows.ts';

const stageText = ({ name, state, startedAt, endedAt }: FleetWorkflow['stages'][number]): string =>
  startedAt === undefined || endedAt === undefined
    ? `${name}: ${state}`
    : `${name}: ${state} ${(Date.parse(endedAt) - Date.parse(startedAt)) / 1000} s`;

/** Everything about a workflow that fits in a cell. */
export const WORKFLOW_CELLS: Cells<FleetWorkflow> = [
  ['id', ({ id }) => id],
  ['type', ({ type }) => type],
  ['target', ({ target }) => target],
  ['clusterId', ({ clusterId }) => clusterId],
  ['state', ({ state }) => state],
  ['percent', ({ progress }) => String(progress.percent)],
  ['stage', ({ progress }) => progress.stage],
  ['msg', ({ msg }) => msg],
  ['startedBy', ({ startedBy }) => startedBy],
  ['createdAt', ({ createdAt }) => createdAt],
  ['startedAt', ({ startedAt = '' }) => startedAt],
  ['endedAt', ({ endedAt = '' }) => endedAt],
  ['usualSeconds', ({ usual }) => (usual === undefined ? '' : String(usual.seconds))],
  ['stages', ({ stages }) => stages.map(stageText).join('; ')],
];

/** Saves all workflows that answer a question as a CSV file. */
export const saveWorkflows = (question: FleetWorkflowsInput) =>
  saveList({
    what: { one: 'workflow', many: 'workflows' },
    cells: WORKFLOW_CELLS,
    rowId: ({ id }) => id,
    read: async (part) => {
      const page = await workflowCalls.listFleetWorkflows({ ...question, ...part });
      return page.ok ? ok({ rows: page.value.workflows, total: page.value.total }) : page;
    },
  });
