import { z } from 'zod/mini';
import type { TokenPrincipal, ClusterTarget } from '../../cluster-client/cluster-client.ts';
import type { WorkflowRow } from '../../store/workflow-store.ts';

/** What an attach has learnt of a cluster by the end of `read cluster`. */
export const attachContext = z.object({
  id: z.string(),
  name: z.string(),
  version: z.string(),
  subsystemNqn: z.string(),
  apiEndpoints: z.array(z.string()),
  discoveryEndpoints: z.array(z.string()),
  apiVersion: z.string(),
});
export type AttachContext = z.infer<typeof attachContext>;

/** Who attaches: the cluster is called in their name. */
export const principalOf = ({ startedBy, startedByRoles }: WorkflowRow): TokenPrincipal => ({
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
