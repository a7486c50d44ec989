import { z } from 'zod/mini';

/** What an attach has learnt of a cluster by the end of `read cluster`. */
export const clusterFacts = z.object({
  id: z.string(),
  name: z.string(),
  version: z.string(),
  subsystemNqn: z.string(),
  apiEndpoints: z.array(z.string()),
  discoveryEndpoints: z.array(z.string()),
  apiVersion: z.string(),
});
export type ClusterFacts = z.infer<typeof clusterFacts>;
