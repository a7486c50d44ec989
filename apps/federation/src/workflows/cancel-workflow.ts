import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { Orm } from '@asterism/database/database';
import type { Principal } from '../identity/principal.ts';
import { createWorkflowStore, type WorkflowRow } from '../store/workflow-store.ts';
import type { WorkflowDefinitions } from './workflow-definition.ts';
import { withStage } from './with-stage.ts';

export interface CancelOptions {
  readonly orm: Orm;
  readonly definitions: WorkflowDefinitions;
}

const hasEnded = (id: string): Failure => failure('aborted', `the workflow ${id} has ended`);

/** The stages with the one that it was in marked; those that had not begun stay as they are. */
function stagesOf(workflow: WorkflowRow): WorkflowRow['stages'] {
  const index = workflow.stages.findIndex(({ state }) => state === 'running');
  return withStage(workflow, index, { state: 'canceled', endedAt: new Date().toISOString() });
}

/**
 * Undoes what the workflow has begun and ends it as canceled: all of it, or nothing. Whoever is at work on it, in whatever
 * process, has no say from then on; nobody needs to be.
 */
export const cancelWorkflow = (
  id: string,
  principal: Pick<Principal, 'subject'>,
  { orm, definitions }: CancelOptions,
): Promise<Result<WorkflowRow, Failure>> =>
  orm.transaction(async (tx) => {
    const store = createWorkflowStore(tx);
    const workflow = await store.lockUnended(id);
    if (workflow === undefined) {
      const known = await store.get(id);
      return err(
        known === undefined ? failure('notFound', `there is no workflow ${id}`) : hasEnded(id),
      );
    }
    const definition = definitions[workflow.type];
    const tooLate = await definition.tooLateToCancel(workflow, tx);
    if (tooLate !== undefined) return err(failure('aborted', tooLate));
    await definition.undo(workflow, tx);
    const canceled = await store.cancel(id, {
      message: `canceled by ${principal.subject}; what it had begun is undone`,
      stages: stagesOf(workflow),
      canceledBy: principal.subject,
    });
    return canceled === undefined ? err(hasEnded(id)) : ok(canceled);
  });
