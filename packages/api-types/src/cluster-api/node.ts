import { z } from 'zod/mini';
import { listOut, numberOut, textOut } from '../common/scalars.ts';

export const NODE_STATES = [
  'Unknown',
  'Active',
  'Activating',
  'Inactive',
  'Unattached',
  'Attaching',
  'Detaching',
] as const;

/** A storage node of a cluster: the fields that Asterism uses. Source: lightbits-api §2.8, Node. */
export const node = z.object({
  name: textOut,
  UUID: z.string(),
  state: z._default(z.catch(z.enum(NODE_STATES), 'Unknown'), 'Unknown'),
  /** `ip:4420` */
  nvmeEndpoint: textOut,
  failureDomains: listOut(z.string()),
  hostname: textOut,
  inLocalRebuild: z._default(z.boolean(), false),
  localRebuildProgress: numberOut,
  numManagedDevices: numberOut,
  maxNvmeDevices: numberOut,
  serverUUID: textOut,
  ETag: textOut,
  readOnly: z._default(z.boolean(), false),
});
export type StorageNode = z.infer<typeof node>;
