import { z } from 'zod/mini';
import {
  numberOut,
  shortListOut,
  shortText,
  shortTextOut,
  uuid,
  uuidOut,
} from '../common/scalars.ts';
import { LIST_MAX, TEXT_MAX } from './text-limits.ts';

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
  name: shortTextOut(TEXT_MAX.name),
  UUID: uuid,
  state: z._default(z.catch(z.enum(NODE_STATES), 'Unknown'), 'Unknown'),
  /** `ip:4420` */
  nvmeEndpoint: shortTextOut(TEXT_MAX.endpoint),
  failureDomains: shortListOut(shortText(TEXT_MAX.name), LIST_MAX.places),
  hostname: shortTextOut(TEXT_MAX.name),
  inLocalRebuild: z._default(z.boolean(), false),
  localRebuildProgress: numberOut,
  numManagedDevices: numberOut,
  maxNvmeDevices: numberOut,
  serverUUID: uuidOut,
  ETag: shortTextOut(TEXT_MAX.word),
  readOnly: z._default(z.boolean(), false),
});
export type StorageNode = z.infer<typeof node>;
