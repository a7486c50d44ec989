import { isDeepStrictEqual } from 'node:util';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { UpdateVolumeRequest } from '@asterism/api-types/cluster-api/volume-operations';
import { parseSize } from '@asterism/api-types/rules/size';

/** Whether the volume has all that an update asked for: how to tell, when no answer came, whether it was made. */
export function hasTakenEffect(request: UpdateVolumeRequest, volume: Volume): boolean {
  const size = request.size === undefined ? undefined : parseSize(request.size);
  const wanted: [unknown, unknown][] = [
    [size?.ok === true ? String(size.value) : undefined, volume.size],
    [request.acl?.values, volume.acl.values],
    [request.IPAcl?.values, volume.IPAcl.values],
    [
      request.compression === undefined ? undefined : String(request.compression),
      volume.compression,
    ],
    [request.qosPolicyUUID || undefined, volume.qosPolicyUUID],
    [request.qosPolicyName || undefined, volume.qosPolicyName],
    [request.labels?.length ? request.labels : undefined, volume.labels],
    [request.newName, volume.name],
  ];
  return wanted.every(([want, has]) => want === undefined || isDeepStrictEqual(want, has));
}
