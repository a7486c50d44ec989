import { newName, volumesOf, type WireVolume } from '../targets/volumes.ts';
import type { Motion, Target } from '../targets/target.ts';
import type { Values } from './fill.ts';
import type { Row, VolumeNeed } from './row.ts';

/** What a row needs. */
export interface Supplied {
  readonly values: Values;
  /** Whether its volume is surely still in the state that the row is about. */
  readonly isStillSo: () => boolean;
}

/** Hands every row the volume that it needs. */
export interface VolumeSupply {
  readonly supplyFor: (row: Row) => Promise<Supplied>;
}

interface Found {
  readonly volume: WireVolume | undefined;
  readonly isStillSo: () => boolean;
}

const OWN_ALONE = new Set<VolumeNeed>(['fresh', 'updating', 'deleting']);

async function findAmong(
  volumes: AsyncIterable<WireVolume>,
  wanted: (volume: WireVolume) => boolean,
): Promise<WireVolume> {
  for await (const volume of volumes) if (wanted(volume)) return volume;
  throw new Error('The stack has no such volume.');
}

/** Creates in advance what takes time to become Available; creates the rest on demand. */
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

  const settled = async (): Promise<WireVolume> => stock.pop() ?? volumes.createAvailable();
  const always = (volume: WireVolume | undefined) => ({ volume, isStillSo: () => true });

  async function setInMotion(motion: Motion, set: () => Promise<WireVolume>): Promise<Found> {
    const startedAt = performance.now();
    const volume = await set();
    const isStillSo = () => performance.now() - startedAt < target.inMotionMs[motion];
    return { volume, isStillSo };
  }
  async function after(motion: Motion, change: (UUID: string) => Promise<unknown>): Promise<Found> {
    const volume = await settled();
    return setInMotion(motion, async () => {
      await change(volume.UUID);
      return volume;
    });
  }
  const sources: Record<VolumeNeed, () => Promise<Found>> = {
    available: async () => always(available),
    failed: async () => always(failed),
    viewed: async () => always(viewed),
    edited: async () => always(await createEdited()),
    creating: () => setInMotion('creating', () => volumes.create()),
    fresh: async () => always(await settled()),
    updating: () => after('updating', (UUID) => volumes.update(UUID, { size: '2 gib' })),
    deleting: () => after('deleting', (UUID) => volumes.remove(UUID)),
  };

  return {
    async supplyFor({ needs }) {
      const { volume, isStillSo } =
        needs === undefined ? always(undefined) : await sources[needs]();
      const values = {
        unique: newName(),
        other: other?.name ?? '',
        UUID: volume?.UUID ?? '',
        ETag: volume?.ETag ?? '',
        name: volume?.name ?? '',
      };
      return { values, isStillSo };
    },
  };
}
