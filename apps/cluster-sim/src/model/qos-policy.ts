import type { Policy } from '@asterism/api-types/cluster-api/cluster-operations';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { ClusterModel } from './cluster-model.ts';
import { isVisibleIn } from './policies.ts';

/** How a request names a policy. Of the two the UUID counts; empty means not given. */
export interface PolicyReference {
  readonly qosPolicyUUID?: string | undefined;
  readonly qosPolicyName?: string | undefined;
}

/** The policy that a request names; undefined when it names none, 400 when the project has no such policy. */
export function findPolicy(
  model: ClusterModel,
  projectName: string,
  { qosPolicyUUID = '', qosPolicyName = '' }: PolicyReference,
): Result<Policy | undefined, Failure> {
  if (qosPolicyUUID === '' && qosPolicyName === '') return ok(undefined);
  const policy =
    qosPolicyUUID === ''
      ? [...model.policies.values()].find(({ name }) => name === qosPolicyName)
      : model.policies.get(qosPolicyUUID.toLowerCase());
  if (policy !== undefined && isVisibleIn(policy, projectName)) return ok(policy);
  const field = qosPolicyUUID === '' ? 'qosPolicyName' : 'qosPolicyUUID';
  const wanted = JSON.stringify(qosPolicyUUID || qosPolicyName);
  const message = `${field}: there is no QoS policy ${wanted} for project ${JSON.stringify(projectName)}`;
  return err(failure('invalidArgument', message));
}

/** The policy that the project gives its new volumes when they name none. */
export function defaultPolicyOf(model: ClusterModel, projectName: string): Policy | undefined {
  const { defaultPolicies = [] } = model.projects.get(projectName) ?? {};
  const given = defaultPolicies.find(({ policyType }) => policyType === 'qosRateLimit');
  return model.policies.get(given?.policyUUID ?? '');
}
