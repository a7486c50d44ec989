import { volume as volumeSchema } from '@asterism/api-types/cluster-api/volume';
import type { ClusterModel } from '../model/cluster-model.ts';
import type { VolumeRecord } from '../model/volume-record.ts';
import { viewVolume } from '../model/volume-view.ts';

interface Encoded {
  readonly json: string;
  /** The name that the volume's QoS policy had then: it may be another by now. */
  readonly policyName: string | undefined;
}

/**
 * Makes the function that writes volumes as JSON. A record never changes, so its text is kept as long as the record is.
 */
export function createVolumeEncoder(
  model: Pick<ClusterModel, 'policies'>,
): (volume: VolumeRecord) => string {
  const kept = new WeakMap<VolumeRecord, Encoded>();
  return (volume) => {
    const policyName = model.policies.get(volume.qosPolicyUUID)?.name;
    const known = kept.get(volume);
    if (known !== undefined && known.policyName === policyName) return known.json;
    const json = JSON.stringify(volumeSchema.parse(viewVolume(model, volume)));
    kept.set(volume, { json, policyName });
    return json;
  };
}
