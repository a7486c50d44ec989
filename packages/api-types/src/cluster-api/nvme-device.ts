import { z } from 'zod/mini';
import { shortText, shortTextOut, uint64Out, uuidOut } from '../common/scalars.ts';
import { TEXT_MAX } from './text-limits.ts';

/** A drive that no node manages is None. */
export const NVME_DEVICE_STATES = ['None', 'Healthy', 'Adding', 'Rebuilding', 'Failed'] as const;

/** A drive of a server: the fields that Asterism uses. Source: lightbits-api §2.8, NVMe device. */
export const nvmeDevice = z.object({
  serial: shortTextOut(TEXT_MAX.name),
  /** As the server's system names it. */
  name: shortTextOut(TEXT_MAX.name),
  model: shortTextOut(TEXT_MAX.name),
  /** Bytes. */
  size: uint64Out,
  numaNodeID: uint64Out,
  serverUUID: uuidOut,
  /** Empty if no node manages it. */
  nodeUUID: uuidOut,
  state: z._default(z.catch(z.enum(NVME_DEVICE_STATES), 'None'), 'None'),
  /** When it failed, in RFC 3339. */
  failureTime: z.optional(shortText(TEXT_MAX.word)),
  /** When all of its data was elsewhere again, so that another may fail; RFC 3339. */
  rebuildCompletionTime: z.optional(shortText(TEXT_MAX.word)),
  ETag: shortTextOut(TEXT_MAX.word),
});
export type NvmeDevice = z.infer<typeof nvmeDevice>;
