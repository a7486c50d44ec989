import type { Policy } from '@asterism/api-types/cluster-api/cluster-operations';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { ClusterModel } from './cluster-model.ts';
import type { Refusal } from './refusal.ts';
import { isVisibleIn } from './policies.ts';

/** How a request names a policy. Of the two the UUID counts; empty means not given. */
export interface PolicyReference {
  readonly qosPolicyUUID?: string | undefined;
  readonly qosPolicyName?: string | undefined;
}

/** The policy that a request names; undefined when it names none, refused when the project has no such policy. */
export function findPolicy(
  model: ClusterModel,
  projectName: string,
  { qosPolicyUUID = '', qosPolicyName = '' }: PolicyReference,
): Result<Policy | undefined, Refusal> {
  if (qosPolicyUUID === '' && qosPolicyName === '') return ok(undefined);
  const policy =
    qosPolicyUUID === ''
      ? [...model.policies.values()].find(({ name }) => name === qosPolicyName)
      : model.policies.get(qosPolicyUUID.toLowerCase());
  if (policy !== undefined && isVisibleIn(policy, projectName)) return ok(policy);
  const field = qosPolicyUUID === '' ? 'qosPolicyName' : 'qosPolicyUUID';
  const wanted = qosPolicyUUID || qosPolicyName;
  return err({ reason: 'qosPolicyUnknown', field, wanted, projectName });
}

/** The policy that the project gives its new volumes when they name none. */
export function defaultPolicyOf(model: ClusterModel, projectName: string): Policy | undefined {
  const { defaultPolicies = [] } = model.projects.get(projectName) ?? {};
  const given = defaultPolicies.find(({ policyType }) => policyType === 'qosRateLimit');
  return model.policies.get(given?.policyUUID ?? '');
}
