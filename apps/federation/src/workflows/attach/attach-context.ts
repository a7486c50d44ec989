import type { Actor, ClusterTarget } from '../../cluster-client/cluster-connection.ts';
import type { WorkflowRow } from '../../store/workflow-store.ts';

/** Who attaches: the cluster is called in their name. */
export const actorOf = ({ startedBy, startedByRoles }: WorkflowRow): Actor => ({
  subject: startedBy,
  roles: startedByRoles,
});

/** What the stages before have left; they have run, or this stage would not. */
export function given<T>(value: T | null): T {
  if (value === null) throw new Error('a stage ran before the one that it builds on');
  return value;
}

/** What it takes to call the cluster that is being attached. */
export const targetOf = (workflow: WorkflowRow): ClusterTarget => ({
  apiEndpoints: [given(workflow.apiEndpoint)],
  tlsFingerprint: given(workflow.tlsFingerprint),
  keyId: given(workflow.keyId),
});
