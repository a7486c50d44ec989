import { newName, volumesOf, type WireVolume } from '../targets/volumes.ts';
import type { Target } from '../targets/target.ts';
import type { Values } from './fill.ts';
import type { Row, VolumeNeed } from './row.ts';

/** Hands every row the volume that it needs. */
export interface VolumeSupply {
  readonly valuesFor: (row: Row) => Promise<Values>;
}

const OWN_ALONE = new Set<VolumeNeed>(['fresh', 'updating', 'deleting']);

async function findAmong(
  volumes: AsyncIterable<WireVolume>,
  wanted: (volume: WireVolume) => boolean,
): Promise<WireVolume> {
  for await (const volume of volumes) if (wanted(volume)) return volume;
  throw new Error('The stack has no such volume.');
}

/** Makes beforehand what takes its time to become Available; the rest it makes when it is asked for. */
export async function createVolumeSupply(
  target: Target,
  rows: readonly Row[],
): Promise<VolumeSupply> {
  const volumes = volumesOf(target);
  const count = rows.filter(({ needs }) => needs !== undefined && OWN_ALONE.has(needs)).length;
  const made = await Promise.all(
    Array.from({ length: count + 2 }, () => volumes.createAvailable()),
  );
  const [available, other, ...stock] = made;
  const failed = await findAmong(volumes.walk(), ({ state }) => state === 'Failed');
  const inViewersProject = volumes.walk(`&projectName=${target.viewerProject}`);
  const viewed = await findAmong(inViewersProject, ({ state }) => state === 'Available');
  const createEdited = async () =>
    volumes.inState((await volumes.create(newName(), target.viewerProject)).UUID, 'Available');

  async function after(
    change: (UUID: string) => Promise<unknown>,
  ): Promise<WireVolume | undefined> {
    const volume = stock.pop();
    if (volume !== undefined) await change(volume.UUID);
    return volume;
  }
  const sources: Record<VolumeNeed, () => Promise<WireVolume | undefined>> = {
    available: async () => available,
    failed: async () => failed,
    viewed: async () => viewed,
    edited: createEdited,
    creating: () => volumes.create(),
    fresh: async () => stock.pop(),
    updating: () => after((UUID) => volumes.update(UUID, { size: '2 gib' })),
    deleting: () => after((UUID) => volumes.remove(UUID)),
  };

  return {
    async valuesFor({ needs }) {
      const volume = needs === undefined ? undefined : await sources[needs]();
      return {
        unique: newName(),
        other: other?.name ?? '',
        UUID: volume?.UUID ?? '',
        ETag: volume?.ETag ?? '',
        name: volume?.name ?? '',
      };
    },
  };
}
