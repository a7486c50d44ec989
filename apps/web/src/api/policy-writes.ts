import { createClient } from '@asterism/api-types/client/client';
import type { OperationInput } from '@asterism/api-types/common/operation';
import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { policyTaskApi } from '@asterism/api-types/fleet-api/qos-policy-task';
import { inSession } from './client.ts';
import { sendWrite, type Write, type WriteOutcome } from './write.ts';

const policyCalls = createClient(policyTaskApi, inSession);

export type DraftPolicyInput = OperationInput<typeof policyTaskApi.draftPolicyTask>;

/** Previews what would become of a QoS policy on each cluster. A draft does nothing, and lapses. */
export const draftPolicyTask: Write<DraftPolicyInput, WriteOutcome<FleetTask>> = (
  input,
  onChecking,
  idempotencyKey,
) => sendWrite({ send: () => policyCalls.draftPolicyTask(input, { idempotencyKey }), onChecking });
