import { demoApi } from '@asterism/api-types/bff-api/demo-api';
import { createClient } from '@asterism/api-types/client/client';
import type { OperationInput } from '@asterism/api-types/common/operation';
import { queryOptions } from '@tanstack/react-query';
import { inSession } from './client.ts';
import { queryKeys } from './query-client.ts';
import { sendWrite, type Write, type WriteOutcome } from './write.ts';

const client = createClient(demoApi, inSession);

/** The simulated clusters of the demo; undefined when this is not a demo. */
export const demoQuery = () =>
  queryOptions({
    queryKey: queryKeys.demo,
    queryFn: async ({ signal }) => {
      const result = await client.getDemo({}, { signal });
      return result.ok ? result.value.clusters : null;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

type ImportInput = OperationInput<typeof demoApi.importDemoCredential>;

/** Imports the credential on a simulated cluster, in the demo. */
export const importDemoCredential: Write<ImportInput, WriteOutcome<unknown>> = (
  input,
  onChecking,
) => sendWrite<unknown>({ send: () => client.importDemoCredential(input), onChecking });
