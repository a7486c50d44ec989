import type { Handlers } from '@asterism/api-server/operation-router';
import { err, ok } from '@asterism/api-types/common/result';
import type { federationApi } from '@asterism/api-types/federation-api/federation-api';
import type { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { WORKFLOW_QUERY } from '@asterism/api-types/rules/workflow-query';
import type { Principal } from '../identity/principal.ts';
import type { FleetMonitor } from '../monitor/fleet-monitor.ts';
import { readQuery } from '../operations/read-query.ts';
import {
  getWorkflow,
  listWorkflows,
  type PageTokens,
} from '../operations/workflows/list-workflows.ts';
import { workflowFailure } from '../operations/workflows/workflow-failure.ts';
import type { WorkflowList } from '../store/workflow-list.ts';
import type { WorkflowStore } from '../store/workflow-store.ts';
import type { WorkflowTimes } from '../store/workflow-times.ts';
import type { WorkflowService } from '../workflows/workflow-service.ts';
import { fleetWorkflowOf, workflowOf } from '../workflows/workflow-view.ts';

export interface WorkflowHandlerDeps {
  readonly store: Pick<WorkflowStore, 'get' | 'page'>;
  readonly list: WorkflowList;
  readonly times: WorkflowTimes;
  readonly tokens: PageTokens;
  readonly service: Pick<WorkflowService, 'cancel'>;
  /** Those that a line may call by their names. */
  readonly clusters: FleetMonitor['clusters'];
}

type WorkflowHandlers = Pick<
  Handlers<typeof federationApi, Principal>,
  'listWorkflows' | 'getWorkflow'
> &
  Pick<
    Handlers<typeof fleetApi, Principal>,
    'listFleetWorkflows' | 'getFleetWorkflow' | 'cancelWorkflow'
  >;

/** `/workflows` and `/fleet/workflows`. */
export function workflowHandlers(deps: WorkflowHandlerDeps): WorkflowHandlers {
  const { store, service } = deps;
  return {
    async listWorkflows(query, { principal }) {
      const page = await listWorkflows(deps, principal, query);
      if (!page.ok) return page;
      const { rows, nextPageToken } = page.value;
      return ok({ workflows: rows.map(workflowOf), nextPageToken });
    },
    async getWorkflow({ workflowId }) {
      const row = await getWorkflow(store, workflowId);
      return row.ok ? ok({ workflow: workflowOf(row.value) }) : row;
    },
    async listFleetWorkflows(question) {
      const query = readQuery(WORKFLOW_QUERY, question.query, { clusters: deps.clusters() });
      if (!query.ok) return query;
      const { rows, ...window } = await deps.list.find(question, query.value);
      const usual = await deps.times.usual();
      return ok({ workflows: rows.map((row) => fleetWorkflowOf(row, usual)), ...window });
    },
    async getFleetWorkflow({ workflowId }) {
      const row = await getWorkflow(store, workflowId);
      return row.ok ? ok(fleetWorkflowOf(row.value, await deps.times.usual())) : row;
    },
    async cancelWorkflow({ workflowId }, { principal }) {
      const canceled = await service.cancel(workflowId.toLowerCase(), principal);
      return canceled.ok
        ? ok(fleetWorkflowOf(canceled.value, await deps.times.usual()))
        : err(workflowFailure(canceled.error));
    },
  };
}
