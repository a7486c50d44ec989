import { z } from 'zod/mini';
import { listOut, textOut } from '../common/scalars.ts';

/** How the federation gets on with a cluster (reference: accessConnectionStatus). */
export const CONNECTION_STATUSES = ['Connected', 'Disconnected', 'Unauthorized'] as const;
export type ConnectionStatus = (typeof CONNECTION_STATUSES)[number];

/** An attached cluster. Source: reference, List clusters. A missing status means Connected (lightbits-api §1.3). */
export const cluster = z.object({
  id: z.string(),
  name: textOut,
  /** The minimum Lightbits release on the cluster. */
  version: textOut,
  subsystemNqn: textOut,
  apiEndpoints: listOut(z.string()),
  discoveryEndpoints: listOut(z.string()),
  clusterConnectionStatus: z.prefault(
    z.object({ accessConnectionStatus: z._default(z.enum(CONNECTION_STATUSES), 'Connected') }),
    {},
  ),
  /** Provisioned capacity times replicas over effective capacity, as a decimal string with 4 decimals. */
  provisionedToEffectiveStorageRatio: textOut,
});
export type Cluster = z.infer<typeof cluster>;
