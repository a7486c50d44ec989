import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { paths } from '#/lib/paths.ts';
import { attachAdvice, attachedClusterId } from '#/domain/attach-failure.ts';
import { LinkButton } from '#/ui/link-button.tsx';

/** Where to go on after a workflow has failed. */
export function NextSteps({ workflow }: { readonly workflow: FleetWorkflow }) {
  const { type, clusterId, attachClusterRequest } = workflow;
  if (type !== 'attach cluster') {
    return <LinkButton to={paths.cluster(clusterId)}>Go to the cluster</LinkButton>;
  }
  const { retryAt } = attachAdvice(workflow);
  const known = attachedClusterId(workflow);
  if (retryAt !== undefined) {
    const endpoint = attachClusterRequest?.apiEndpoint ?? '';
    return (
      <LinkButton variant="primary" to={paths.attachCluster({ endpoint })}>
        Try again
      </LinkButton>
    );
  }
  if (known === undefined) return null;
  return <LinkButton to={paths.cluster(known)}>Go to the cluster</LinkButton>;
}
