import { LRUCache } from 'lru-cache';
import type { Policy } from '@asterism/api-types/cluster-api/cluster-operations';
import { volume as volumeSchema } from '@asterism/api-types/cluster-api/volume';
import type { ClusterModel } from '../model/cluster-model.ts';
import type { VolumeRecord } from '../model/volume-record.ts';
import { viewVolume } from '../model/volume-view.ts';

/** A volume as it was last written. */
interface KeptVolume {
  readonly json: string;
  /** The name that the volume's QoS policy had then: it may be another by now. */
  readonly policyName: string | undefined;
  readonly currentAt: string;
}

/**
 * Makes the function that writes volumes as JSON. A record never changes, so its text is kept as long as the record is
 * and nothing becomes of it.
 */
function createVolumeEncoder(
  model: Pick<ClusterModel, 'policies' | 'currentOf' | 'currentAt'>,
): (volume: VolumeRecord) => string {
  const kept = new WeakMap<VolumeRecord, KeptVolume>();
  return (volume) => {
    const policyName = model.policies.get(volume.qosPolicyUUID)?.name;
    const known = kept.get(volume);
    const { currentAt } = model;
    if (known !== undefined && known.policyName === policyName && known.currentAt === currentAt) {
      return known.json;
    }
    const json = JSON.stringify(volumeSchema.parse(viewVolume(model, volume)));
    kept.set(volume, { json, policyName, currentAt });
    return json;
  };
}

/** A page as it was last sent, and all that its text was made of. */
interface KeptPage {
  readonly volumes: readonly VolumeRecord[];
  readonly policies: readonly Policy[];
  readonly currentAt: string;
  readonly json: Buffer;
}

/** Bytes: all pages of about 200,000 volumes. */
const KEPT_MAX = 256 * 1024 * 1024;

/** Whether these are the very same objects. Records and policies never change: what changes is replaced. */
const areSame = <T>(some: readonly T[], others: readonly T[]): boolean =>
  some.length === others.length && some.every((one, at) => one === others[at]);

/**
 * Makes the function that writes the answer to a list of volumes, as JSON in UTF-8. A client that reads all pages
 * reads them again: a page of which no volume has changed is sent as it was. So a walk over a hundred thousand
 * volumes costs little more than the transfer of its bytes.
 */
export function createPageEncoder(
  model: Pick<ClusterModel, 'policies' | 'currentOf' | 'currentAt'>,
): (page: readonly VolumeRecord[]) => Uint8Array {
  const encodeVolume = createVolumeEncoder(model);
  const kept = new LRUCache<string, KeptPage>({
    maxSize: KEPT_MAX,
    sizeCalculation: ({ json }) => json.length,
  });
  return (volumes) => {
    const policies = [...model.policies.values()];
    const key = `${volumes[0]?.UUID} ${volumes.length}`;
    const known = kept.get(key);
    const { currentAt } = model;
    if (
      known !== undefined &&
      known.currentAt === currentAt &&
      areSame(known.volumes, volumes) &&
      areSame(known.policies, policies)
    )
      return known.json;
    const json = Buffer.from(`{"volumes":[${volumes.map(encodeVolume).join(',')}]}`);
    kept.set(key, { volumes, policies, currentAt, json });
    return json;
  };
}
