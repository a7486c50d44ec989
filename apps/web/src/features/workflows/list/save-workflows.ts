import type { ApiError } from '@asterism/api-types/client/api-error';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { FLEET_PAGE_MAX } from '@asterism/api-types/fleet-api/fleet-volumes';
import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { api } from '#/api/client.ts';
import { describeError } from '#/api/describe-error.ts';
import type { FleetWorkflowsInput } from '#/api/workflow-queries.ts';
import { toCsv } from '#/lib/csv.ts';
import { formatCount } from '#/lib/format.ts';
import { saveFile } from '#/lib/save-file.ts';
import { showToast } from '#/lib/toasts.ts';

const stageText = ({ name, state, startedAt, endedAt }: FleetWorkflow['stages'][number]): string =>
  startedAt === undefined || endedAt === undefined
    ? `${name}: ${state}`
    : `${name}: ${state} ${(Date.parse(endedAt) - Date.parse(startedAt)) / 1000} s`;

/** Everything about a workflow that fits in a cell. Headers are the API's names. */
const CELLS: readonly (readonly [header: string, text: (workflow: FleetWorkflow) => string])[] = [
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

/** Workflows as CSV, with a header. */
export const workflowsCsv = (workflows: readonly FleetWorkflow[]): string =>
  toCsv([
    CELLS.map(([header]) => header),
    ...workflows.map((workflow) => CELLS.map(([, text]) => text(workflow))),
  ]);

async function readAll(
  question: FleetWorkflowsInput,
): Promise<Result<readonly FleetWorkflow[], ApiError>> {
  const all = new Map<string, FleetWorkflow>();
  let total = Number.POSITIVE_INFINITY;
  for (let offset = 0; offset < total; offset += FLEET_PAGE_MAX) {
    const page = await api.listFleetWorkflows({
      ...question,
      offset: String(offset),
      limit: String(FLEET_PAGE_MAX),
    });
    if (!page.ok) return err(page.error);
    total = page.value.total;
    for (const workflow of page.value.workflows) all.set(workflow.id, workflow);
  }
  return ok([...all.values()]);
}

/** Saves all workflows that answer a question as a CSV file, and says how it went. */
export async function saveWorkflows(question: FleetWorkflowsInput): Promise<void> {
  const all = await readAll(question);
  if (!all.ok) {
    const { title, advice } = describeError(all.error);
    return showToast({ tone: 'danger', title: 'Export failed', detail: `${title}. ${advice}` });
  }
  saveFile('workflows.csv', 'text/csv', workflowsCsv(all.value));
  return showToast({
    tone: 'success',
    title: `${formatCount(all.value.length)} workflows were exported`,
  });
}
