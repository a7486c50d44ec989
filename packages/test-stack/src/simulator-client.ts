import { createClient } from '@asterism/api-types/client/client';
import { controlApi } from '@asterism/cluster-sim/http/control-api';

/** What drives the simulated clusters of a stack. */
export const simulatorOf = ({ simulatorControlUrl }: { readonly simulatorControlUrl: string }) =>
  createClient(controlApi, { fetch, baseUrl: simulatorControlUrl });
