import { createHash } from 'node:crypto';
import type { Policy } from '@asterism/api-types/cluster-api/cluster-operations';

/** What of a policy must be as it was seen, as a short text; empty where there is none. */
export function seenPolicy(policy: Policy | undefined): string {
  if (policy === undefined) return '';
  const { UUID, description, QoSRateLimitPolicy: limits } = policy;
  return createHash('sha256')
    .update(JSON.stringify([UUID, description, limits ?? null]))
    .digest('base64url')
    .slice(0, 22);
}
