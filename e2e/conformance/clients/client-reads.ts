import { z } from 'zod/mini';

const text = z.string().check(z.minLength(1));
/** 64 bits, as text: both clients make a number of it. */
const int64 = z.string().check(z.regex(/^\d+$/));
const values = z.object({ values: z.array(z.string()).check(z.minLength(1)) });

const made = z.object({ UUID: text });
/** What both read of a volume. Newer versions of Cinder's driver read `IPAcl` as well. */
const volume = z.object({
  UUID: text,
  ETag: text,
  name: text,
  state: text,
  size: int64,
  acl: values,
  IPAcl: values,
});
const snapshot = z.object({ UUID: text, ETag: text, name: text, state: text });
const volumes = z.object({ volumes: z.array(volume) });

/** What a client reads of the answer to each kind of request (lightbits-api §7), with the types that it takes. */
export interface ClientReads {
  readonly made: z.ZodMiniType;
  readonly volumes: z.ZodMiniType;
  readonly snapshots: z.ZodMiniType;
  /** The list of the volumes. */
  readonly list: z.ZodMiniType;
  /** Beside volumes and snapshots, by what follows the prefix of the API, with the statuses that will do. */
  readonly others: Readonly<
    Record<string, { readonly statuses: readonly number[]; readonly read: z.ZodMiniType }>
  >;
}

/** OpenStack Cinder's LightOS driver. */
export const CINDER: ClientReads = {
  made,
  volumes: volume,
  snapshots: snapshot,
  list: volumes,
  others: {
    clusterinfo: { statuses: [200], read: z.object({ UUID: text, subsystemNQN: text }) },
    nodes: {
      statuses: [200],
      read: z.object({
        nodes: z
          .array(z.object({ UUID: text, nvmeEndpoint: z.string().check(z.regex(/^.+:\d+$/)) }))
          .check(z.minLength(1)),
      }),
    },
    // A tenant has no right to it: the driver goes on without.
    cluster: { statuses: [200, 403], read: z.record(z.string(), z.unknown()) },
  },
};

const label = z.object({ key: text, value: z.string() });
const image = z.extend(volume, {
  labels: z.array(label),
  statistics: z.object({ logicalUsedStorage: int64 }),
});

/** The Proxmox VE plugin. */
export const PROXMOX: ClientReads = {
  made,
  volumes: image,
  snapshots: snapshot,
  list: z.object({ volumes: z.array(image) }),
  others: {
    cluster: {
      statuses: [200],
      read: z.object({
        subsystemNQN: text,
        statistics: z.object({
          estimatedLogicalStorage: int64,
          estimatedFreeLogicalStorage: int64,
        }),
      }),
    },
  },
};
