import { volume as volumeSchema } from '@asterism/api-types/cluster-api/volume';
import type { ClusterModel } from '../model/cluster-model.ts';
import type { VolumeRecord } from '../model/volume-record.ts';
import { viewVolume } from '../model/volume-view.ts';

/** A volume as JSON. The same object as long as the volume reads the same. */
export interface EncodedVolume {
  readonly json: string;
  /** The name that the volume's QoS policy had then: it may be another by now. */
  readonly policyName: string | undefined;
}

/**
 * Makes the function that writes volumes as JSON. A record never changes, so its text is kept as long as the record is.
 */
export function createVolumeEncoder(
  model: Pick<ClusterModel, 'policies'>,
): (volume: VolumeRecord) => EncodedVolume {
  const kept = new WeakMap<VolumeRecord, EncodedVolume>();
  return (volume) => {
    const policyName = model.policies.get(volume.qosPolicyUUID)?.name;
    const known = kept.get(volume);
    if (known !== undefined && known.policyName === policyName) return known;
    const json = JSON.stringify(volumeSchema.parse(viewVolume(model, volume)));
    const encoded = { json, policyName };
    kept.set(volume, encoded);
    return encoded;
  };
}
