import type { VolumeTransition } from '@asterism/api-types/fleet-api/transition-api';
import { serverNow } from '#/lib/server-clock.ts';

/** A volume that has been Deleting for twelve minutes, which usually takes two seconds. */
export const aTransition = (facts: Partial<VolumeTransition> = {}): VolumeTransition => ({
  UUID: '00000000-0000-4000-8000-0000000000e1',
  name: 'db-old',
  projectName: 'default',
  clusterId: 'c-1',
  state: 'Deleting',
  since: new Date(serverNow() - 12 * 60_000 - 5_000).toISOString(),
  isAtLeast: false,
  usualSeconds: 2,
  slowAfterSeconds: 60,
  ...facts,
});
