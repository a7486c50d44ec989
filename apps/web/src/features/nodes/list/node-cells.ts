import type { NodeUsage } from '@asterism/api-types/fleet-api/usage-lists';
import type { Cells } from '#/table/save-rows.ts';

/** Everything about a node. */
export const NODE_CELLS: Cells<NodeUsage> = [
  ['name', ({ name }) => name],
  ['UUID', ({ UUID }) => UUID],
  ['hostname', ({ hostname }) => hostname],
  ['clusterId', ({ clusterId }) => clusterId],
  ['state', ({ state }) => state],
  ['isReadOnly', ({ isReadOnly }) => String(isReadOnly)],
  ['failureDomains', ({ failureDomains }) => failureDomains.join(' ')],
  ['nvmeEndpoint', ({ nvmeEndpoint }) => nvmeEndpoint],
  ['primaries', ({ primaries }) => String(primaries)],
  ['volumes', ({ volumes }) => String(volumes)],
  ['size', ({ size }) => size],
  ['devices', ({ devices }) => String(devices)],
  ['maxDevices', ({ maxDevices }) => String(maxDevices)],
];
