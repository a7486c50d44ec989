import type { Handlers } from '@asterism/api-server/operation-router';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import {
  WORKFLOW_PAGE_MAX,
  type federationApi,
} from '@asterism/api-types/federation-api/federation-api';
import type { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import type { Principal } from '../identity/principal.ts';
import type { WorkflowRow, WorkflowStore } from '../store/workflow-store.ts';
import type { WorkflowService } from '../workflows/workflow-service.ts';
import { fleetWorkflowOf, workflowOf } from '../workflows/workflow-view.ts';
import type { PageTokens } from './page-token.ts';

/** The reference lists "the last 100 workflows"; the fleet extension lists all. */
const LISTED_MAX = 100;

type WorkflowsHandlers = Pick<
  Handlers<typeof federationApi, Principal>,
  'listWorkflows' | 'getWorkflow'
> &
  Pick<
    Handlers<typeof fleetApi, Principal>,
    'listFleetWorkflows' | 'getFleetWorkflow' | 'cancelWorkflow'
  >;

/** `/workflows` and `/fleet/workflows`. */
export function createWorkflowsHandlers(
  store: WorkflowStore,
  tokens: PageTokens,
  service: Pick<WorkflowService, 'cancel'>,
): WorkflowsHandlers {
  async function find(id: string): Promise<Result<WorkflowRow, Failure>> {
    const row = await store.get(id);
    return row === undefined ? err(failure('notFound', `there is no workflow ${id}`)) : ok(row);
  }

  return {
    async listWorkflows({ pageSize = WORKFLOW_PAGE_MAX, nextPageToken = '' }, { principal }) {
      const start =
        nextPageToken === ''
          ? { after: undefined, listed: 0 }
          : tokens.read(nextPageToken, principal.subject);
      if (start === undefined) {
        return err(failure('invalidArgument', 'nextPageToken: is not one that was given to you'));
      }
      const size = Math.min(pageSize, LISTED_MAX - start.listed);
      // One more than asked for tells whether there is a next page.
      const found = await store.page({ limit: size + 1, before: start.after });
      const rows = found.slice(0, size);
      const listed = start.listed + rows.length;
      const last = found.length > size && listed < LISTED_MAX ? rows.at(-1) : undefined;
      return ok({
        workflows: rows.map(workflowOf),
        nextPageToken:
          last === undefined
            ? ''
            : tokens.write({ after: last.sequence, listed }, principal.subject),
      });
    },
    async getWorkflow({ workflowId }) {
      const row = await find(workflowId);
      return row.ok ? ok({ workflow: workflowOf(row.value) }) : row;
    },
    async listFleetWorkflows({ state, offset, limit }) {
      const { rows, total } = await store.window({ state, offset, limit });
      return ok({ workflows: rows.map(fleetWorkflowOf), total });
    },
    async getFleetWorkflow({ workflowId }) {
      const row = await find(workflowId);
      return row.ok ? ok(fleetWorkflowOf(row.value)) : row;
    },
    async cancelWorkflow({ workflowId }, { principal }) {
      const canceled = await service.cancel(workflowId.toLowerCase(), principal);
      return canceled.ok ? ok(fleetWorkflowOf(canceled.value)) : canceled;
    },
  };
}
