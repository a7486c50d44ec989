import { z } from 'zod/mini';
import { server } from '../cluster-api/hardware-operations.ts';
import { NODE_STATES } from '../cluster-api/node.ts';
import { nvmeDevice } from '../cluster-api/nvme-device.ts';
import { listOut, textOut, uuid } from '../common/scalars.ts';

/** Whether a cluster has told: `notOffered` is its answer that it has no such list (501 or 404). */
export const HARDWARE_ANSWERS = ['read', 'notOffered', 'unanswered'] as const;

const readList = <Row extends z.core.$ZodType>(row: Row) =>
  z.object({
    answer: z.enum(HARDWARE_ANSWERS),
    /** Why there is no list; empty when it was read. */
    reason: textOut,
    /** Rows that do not fit the API are left out: so many. */
    unreadable: z.number(),
    list: z.array(row),
  });

const hardwareNode = z.object({
  UUID: z.string(),
  name: textOut,
  state: z.enum(NODE_STATES),
  isReadOnly: z.boolean(),
  isRebuilding: z.boolean(),
  rebuildProgress: z.number(),
  /** Empty when the cluster does not say where the node is. */
  failureDomains: listOut(z.string()),
  serverUUID: textOut,
  devices: z.number(),
  maxDevices: z.number(),
});

const hardwareServer = z.pick(server, {
  UUID: true,
  name: true,
  state: true,
  RiskOfServiceLossState: true,
  NodesUUIDs: true,
  LightOSVersion: true,
});

const drive = z.omit(nvmeDevice, { numaNodeID: true, ETag: true });

export const clusterHardwareInput = z.object({ clusterId: uuid });

/** The hardware of a cluster: nodes are in failure domains and on servers; drives are in servers, and managed by nodes. */
export const clusterHardware = z.object({
  clusterId: z.string(),
  /** As last polled. */
  nodes: z.array(hardwareNode),
  /** When servers and drives were read, or asked for in vain; RFC 3339. */
  readAt: z.string(),
  servers: readList(hardwareServer),
  drives: readList(drive),
});
export type ClusterHardware = z.infer<typeof clusterHardware>;
