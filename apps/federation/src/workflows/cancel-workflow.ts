import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { Orm } from '@asterism/database/database';
import type { Principal } from '../identity/principal.ts';
import { createWorkflowStore, type WorkflowRow } from '../store/workflow-store.ts';
import { decideCancel, workflowEnded } from './core/decide-cancel.ts';
import type { WorkflowDefinitions } from './workflow-definition.ts';
import type { WorkflowRefusal } from './workflow-refusal.ts';

export interface CancelOptions {
  readonly orm: Orm;
  readonly definitions: WorkflowDefinitions;
}

/**
 * Undoes what the workflow did and ends it as canceled: all of it, or nothing. It needs no run: one that is running it, in
 * whatever process, is no longer the current one.
 */
export const cancelWorkflow = (
  id: string,
  { subject }: Pick<Principal, 'subject'>,
  { orm, definitions }: CancelOptions,
): Promise<Result<WorkflowRow, WorkflowRefusal>> =>
  orm.transaction(async (tx) => {
    const store = createWorkflowStore(tx);
    const workflow = await store.lock(id);
    if (workflow === undefined) {
      return err({ reason: 'unknown workflow', message: `there is no workflow ${id}` });
    }
    const definition = definitions[workflow.type];
    const tooLate = await definition.tooLateToCancel(workflow, tx);
    const decided = decideCancel(workflow, { subject, tooLate }, new Date());
    if (!decided.ok) return decided;
    await definition.undo(workflow, tx);
    const canceled = await store.cancel(id, decided.value);
    return canceled === undefined ? err(workflowEnded(id)) : ok(canceled);
  });
