import { volume, type Volume } from '@asterism/api-types/cluster-api/volume';

/** A UUID made from a small number. */
export const uuidOf = (n: number): string =>
  `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

/** A volume as a cluster lists it, with what matters to a test. */
export const volumeOf = (n: number, facts: Partial<Volume> = {}): Volume => ({
  ...volume.parse({ UUID: uuidOf(n) }),
  name: `volume-${n}`,
  projectName: 'default',
  state: 'Available',
  protectionState: 'FullyProtected',
  replicaCount: 2,
  size: '4096',
  ETag: '1',
  ...facts,
});
