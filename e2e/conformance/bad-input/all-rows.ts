import { clusterRows } from './clusters.ts';
import { createVolumeRows } from './create-volume.ts';
import { everyRouteRows } from './every-route.ts';
import { listVolumesRows } from './list-volumes.ts';
import { loginRows } from './login.ts';
import { deleteVolumeRows, getVolumeRows } from './one-volume.ts';
import type { Row } from './row.ts';
import { updateVolumeRows } from './update-volume.ts';

/** Every bad input of the table, with its right answer. */
export const ROWS: readonly Row[] = [
  ...everyRouteRows,
  ...loginRows,
  ...clusterRows,
  ...listVolumesRows,
  ...createVolumeRows,
  ...getVolumeRows,
  ...updateVolumeRows,
  ...deleteVolumeRows,
];
