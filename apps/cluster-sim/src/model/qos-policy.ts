import type { Policy } from '@asterism/api-types/cluster-api/cluster-operations';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { ClusterFacts } from './cluster-facts.ts';

/** How a request names a policy. Of the two the UUID counts; empty means not given. */
export interface PolicyReference {
  readonly qosPolicyUUID?: string | undefined;
  readonly qosPolicyName?: string | undefined;
}

/** The policy that a request names; undefined when it names none, 400 when there is no such policy. */
export function findPolicy(
  facts: ClusterFacts,
  { qosPolicyUUID = '', qosPolicyName = '' }: PolicyReference,
): Result<Policy | undefined, Failure> {
  if (qosPolicyUUID !== '') {
    const policy = facts.policies.find(({ UUID }) => UUID === qosPolicyUUID.toLowerCase());
    return policy === undefined ? unknown('qosPolicyUUID', qosPolicyUUID) : ok(policy);
  }
  if (qosPolicyName === '') return ok(undefined);
  const policy = facts.policies.find(({ name }) => name === qosPolicyName);
  return policy === undefined ? unknown('qosPolicyName', qosPolicyName) : ok(policy);
}

const unknown = (field: string, value: string) =>
  err(failure('invalidArgument', `${field}: there is no QoS policy ${JSON.stringify(value)}`));
