import { randomUUID } from 'node:crypto';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { RequestOrigin } from '@asterism/api-types/fleet-api/request-origin';
import type { Orm } from '@asterism/database/database';
import type { Principal } from '../identity/principal.ts';
import type { ServiceKeys } from '../keys/service-keys.ts';
import { createClusterStore } from '../store/cluster-store.ts';
import {
  createWorkflowStore,
  type NewWorkflow,
  type WorkflowRow,
} from '../store/workflow-store.ts';
import { cancelWorkflow } from './cancel-workflow.ts';
import { stagesOf } from './core/stages.ts';
import type { WorkflowDefinitions } from './workflow-definition.ts';
import type { RunningWorkflows } from './running-workflows.ts';
import type { WorkflowEngine } from './workflow-engine.ts';
import type { WorkflowRefusal } from './workflow-refusal.ts';

export interface WorkflowServiceOptions {
  readonly orm: Orm;
  readonly engine: WorkflowEngine;
  readonly keys: ServiceKeys;
  readonly definitions: WorkflowDefinitions;
  readonly running: Pick<RunningWorkflows, 'stop'>;
  readonly onChange: (workflow: WorkflowRow) => void;
}

/** Starts and cancels workflows; each call returns when the change is stored. */
export interface WorkflowService {
  /**
   * The ID of the workflow that attaches the endpoint: a new one, or the one that is running already. Refused when that
   * one does not expect the certificate that is asked for now. With an `id`, a new one has that ID; when there is one with
   * it, whether it has ended or not, it is that one.
   */
  attach(
    request: {
      readonly apiEndpoint: string;
      readonly tlsFingerprint: string | undefined;
      readonly id?: string | undefined;
      readonly origin: RequestOrigin;
    },
    principal: Principal,
  ): Promise<Result<string, WorkflowRefusal>>;
  detach(
    clusterId: string,
    principal: Principal,
    origin: RequestOrigin,
  ): Promise<Result<void, WorkflowRefusal>>;
  /** Undoes and ends the workflow; refused when it has ended, or when it is too late. */
  cancel(workflowId: string, principal: Principal): Promise<Result<WorkflowRow, WorkflowRefusal>>;
}

export function createWorkflowService(options: WorkflowServiceOptions): WorkflowService {
  const { orm, engine, keys, definitions } = options;

  /** Undefined when the same workflow is running already. */
  async function start(
    workflow: Omit<NewWorkflow, 'id' | 'stages' | 'startedBy' | 'startedByRoles'>,
    principal: Principal,
    id: string = randomUUID(),
  ): Promise<WorkflowRow | undefined> {
    const stages = stagesOf(definitions[workflow.type].stages);
    const who = { startedBy: principal.subject, startedByRoles: [...principal.roles] };
    const row = await orm.transaction(async (tx) => {
      const added = await createWorkflowStore(tx).add({ ...workflow, ...who, id, stages });
      if (added !== undefined) await engine.enqueue(tx, added);
      return added;
    });
    if (row !== undefined) {
      options.onChange(row);
      engine.wake(row.type);
    }
    return row;
  }

  return {
    async attach({ apiEndpoint, tlsFingerprint, id, origin }, principal) {
      const workflows = createWorkflowStore(orm);
      for (;;) {
        if (id !== undefined && (await workflows.get(id)) !== undefined) return ok(id);
        const keyId = await keys.keyForAttach(tlsFingerprint);
        const started = await start(
          {
            type: 'attach cluster',
            target: apiEndpoint,
            apiEndpoint,
            keyId,
            tlsFingerprint: tlsFingerprint ?? null,
            origin,
          },
          principal,
          id,
        );
        if (started !== undefined) return ok(started.id);
        const running = await workflows.attachOf(apiEndpoint);
        // The other one has ended since: this is a new one after all.
        if (running === undefined) continue;
        if (tlsFingerprint === undefined || running.tlsFingerprint === tlsFingerprint) {
          return ok(running.id);
        }
        const message = `${apiEndpoint} is being attached with another certificate: wait until that has ended`;
        return err({ reason: 'attach with another certificate', message });
      }
    },
    async detach(clusterId, principal, origin) {
      const clusters = createClusterStore(orm);
      const cluster = await clusters.get(clusterId);
      if (cluster === undefined) {
        return (await clusters.isJoining(clusterId))
          ? err({
              reason: 'cluster being attached',
              message: 'the cluster is being attached: detach it when that has ended',
            })
          : err({ reason: 'unknown cluster', message: `there is no cluster ${clusterId}` });
      }
      const { id, name, keyId } = cluster;
      const detach = {
        type: 'detach cluster' as const,
        target: name,
        clusterId: id,
        keyId,
        origin,
      };
      await start(detach, principal);
      return ok(undefined);
    },
    async cancel(workflowId, principal) {
      const canceled = await cancelWorkflow(workflowId, principal, options);
      if (!canceled.ok) return canceled;
      options.running.stop(workflowId);
      options.onChange(canceled.value);
      return canceled;
    },
  };
}
