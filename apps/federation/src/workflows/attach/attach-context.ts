import { z } from 'zod/mini';
import type { TokenPrincipal, ClusterTarget } from '../../cluster-client/cluster-client.ts';
import type { WorkflowRow } from '../../store/workflow-store.ts';

/** What an attach knows of a cluster after its stage `read cluster`. */
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

/** Who started the attach: the cluster is called in their name. */
export const principalOf = ({ startedBy, startedByRoles }: WorkflowRow): TokenPrincipal => ({
  subject: startedBy,
  roles: startedByRoles,
});

/** A value that an earlier stage has stored. */
export function fromEarlierStage<T>(value: T | null): T {
  if (value === null) throw new Error('a stage ran before the one that it depends on');
  return value;
}

/** How to reach the cluster that is being attached. */
export const targetOf = (workflow: WorkflowRow): ClusterTarget => ({
  apiEndpoints: [fromEarlierStage(workflow.apiEndpoint)],
  tlsFingerprint: fromEarlierStage(workflow.tlsFingerprint),
  keyId: fromEarlierStage(workflow.keyId),
});
