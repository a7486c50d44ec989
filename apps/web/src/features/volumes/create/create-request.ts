import type { Snapshot } from '@asterism/api-types/cluster-api/snapshot';
import { parseTypedSize } from '@asterism/api-types/rules/typed-size';
import type { CreateVolumeInput } from '#/api/volume-writes.ts';
import type { CreateVolumeForm } from '#/features/volumes/volume-schema.ts';

/** The request that creates what the form says: the size in bytes, and nothing that was left open; as a clone of the snapshot. */
export function createRequest(
  form: CreateVolumeForm,
  source?: Pick<Snapshot, 'UUID'>,
): CreateVolumeInput {
  const { clusterId, qosPolicyName, labels, size } = form;
  const typed = parseTypedSize(size);
  return {
    name: form.name,
    projectName: form.projectName,
    size: typed.ok ? String(typed.value.bytes) : size,
    replicaCount: Number(form.replicaCount),
    compression: form.compression ? 'true' : 'false',
    acl: { values: form.acl },
    IPAcl: { values: form.IPAcl },
    sectorSize: form.sectorSize,
    ...(source === undefined ? {} : { sourceSnapshotUUID: source.UUID }),
    ...(qosPolicyName === '' ? {} : { qosPolicyName }),
    ...(labels.length === 0 ? {} : { labels }),
    ...(clusterId === ''
      ? {}
      : {
          placementRestrictions: [
            { operator: 'In', labelValueKeyPairs: [{ key: 'ClusterID', value: clusterId }] },
          ],
        }),
  };
}
