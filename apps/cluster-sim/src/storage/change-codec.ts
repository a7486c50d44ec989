import { z } from 'zod/mini';
import { credential, policy, project } from '@asterism/api-types/cluster-api/cluster-operations';
import { resourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import { label, labelMatchExpression } from '@asterism/api-types/cluster-api/volume';
import { uint64 } from '@asterism/api-types/common/scalars';
import { SNAPSHOT_STATES } from '@asterism/api-types/rules/snapshot-states';
import { PROTECTION_STATES, VOLUME_STATES } from '@asterism/api-types/rules/volume-states';
import type { Change } from '../model/change.ts';
import { SEEDED_MS } from '../model/volume-record.ts';

const bytes = z.pipe(
  uint64,
  z.transform((text) => BigInt(text)),
);
const texts = z.array(z.string());

const volumeRecord = z.object({
  UUID: z.string(),
  nsid: z.number(),
  name: z.string(),
  projectName: z.string(),
  size: bytes,
  replicaCount: z.number(),
  nodeList: texts,
  acl: texts,
  ipAcl: texts,
  compression: z.boolean(),
  sectorSize: z.number(),
  labels: z.array(label),
  placementRestrictions: z.array(labelMatchExpression),
  sourceSnapshotUUID: z._default(z.string(), ''),
  sourceSnapshotName: z._default(z.string(), ''),
  qosPolicyUUID: z.string(),
  state: z.enum(VOLUME_STATES),
  until: z.optional(z.number()),
  revision: z.number(),
  protection: z.enum(PROTECTION_STATES),
  rebuildProgress: z.string(),
  used: bytes,
  usedSince: z._default(z.number(), SEEDED_MS),
  compressionRatio: z.number(),
  connectedHosts: texts,
  creationTime: z.string(),
  pgUUID: z.string(),
});

const snapshotRecord = z.object({
  UUID: z.string(),
  nsid: z.number(),
  name: z.string(),
  description: z.string(),
  projectName: z.string(),
  sourceVolumeUUID: z.string(),
  sourceVolumeName: z.string(),
  size: bytes,
  replicaCount: z.number(),
  nodeList: texts,
  acl: texts,
  ipAcl: texts,
  compression: z.boolean(),
  sectorSize: z.number(),
  labels: z.array(label),
  state: z.enum(SNAPSHOT_STATES),
  until: z.optional(z.number()),
  revision: z.number(),
  used: bytes,
  compressionRatio: z.number(),
  creationTime: z.string(),
  retentionTime: z.string(),
  pgUUID: z.string(),
});

const change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('volume'), volume: volumeRecord }),
  z.object({ kind: z.literal('snapshot'), snapshot: snapshotRecord }),
  z.object({ kind: z.literal('project'), project }),
  z.object({ kind: z.literal('project-gone'), name: z.string() }),
  z.object({ kind: z.literal('policy'), policy }),
  z.object({ kind: z.literal('policy-gone'), UUID: z.string() }),
  z.object({ kind: z.literal('resource-policy'), policy: resourcePolicy }),
  z.object({ kind: z.literal('resource-policy-gone'), UUID: z.string() }),
  z.object({ kind: z.literal('credential'), credential }),
  z.object({ kind: z.literal('credential-gone'), projectName: z.string(), ID: z.string() }),
]);

/** A change as one line of JSON; bytes are decimal strings. */
export const encodeChange = (value: Change): string =>
  JSON.stringify(value, (_, field: unknown) => (typeof field === 'bigint' ? String(field) : field));

/** Reads what {@link encodeChange} wrote; undefined for anything else. */
export function decodeChange(line: string): Change | undefined {
  try {
    const parsed = z.safeParse(change, JSON.parse(line));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
