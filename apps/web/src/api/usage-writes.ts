import type { OperationInput, OperationOutput } from '@asterism/api-types/common/operation';
import type { usageApi } from '@asterism/api-types/fleet-api/usage-api';
import { queryClient, queryKeys } from './query-client.ts';
import { usageCalls } from './usage-queries.ts';
import { sendWrite, type Write, type WriteOutcome } from './write.ts';

type NameHostInput = OperationInput<typeof usageApi.nameHost>;
type NameHostOutput = OperationOutput<typeof usageApi.nameHost>;

/** Gives a host a friendly name. */
export const nameHost: Write<NameHostInput, WriteOutcome<NameHostOutput>> = async (
  input,
  onChecking,
) => {
  const outcome = await sendWrite<NameHostOutput>({
    send: () => usageCalls.nameHost(input),
    async find(signal) {
      const now = await usageCalls.getFleetHost({ hostNQN: input.hostNQN }, { signal });
      if (!now.ok) return { kind: 'open' };
      const isNamed = (now.value.friendly?.name ?? '') === input.name;
      return isNamed ? { kind: 'done', value: input } : { kind: 'not-done' };
    },
    onChecking,
  });
  if (outcome.kind === 'done') await queryClient.invalidateQueries({ queryKey: queryKeys.usage });
  return outcome;
};
