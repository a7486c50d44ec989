import type { Operation, OperationTable } from '@asterism/api-types/common/operation';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { passwordApi } from '@asterism/api-types/fleet-api/password-api';
import { previewApi } from '@asterism/api-types/fleet-api/preview-api';
import { policyTaskApi } from '@asterism/api-types/fleet-api/qos-policy-task';
import { snapshotTaskApi } from '@asterism/api-types/fleet-api/snapshot-task';
import { fleetSnapshotApi, snapshotApi } from '@asterism/api-types/fleet-api/snapshot-api';
import { taskApi } from '@asterism/api-types/fleet-api/task-api';
import { problemApi } from '@asterism/api-types/fleet-api/problem-api';
import { seriesApi } from '@asterism/api-types/fleet-api/series-api';
import { usageApi } from '@asterism/api-types/fleet-api/usage-api';

/** An operation with the names by which a program imports it. */
export interface NamedOperation {
  readonly operation: Operation;
  readonly name: string;
  /** The name of its table. */
  readonly table: string;
  readonly module: string;
}

/** The tables of the federation that the console calls, by the names and modules under which a program imports them. */
export const API_TABLES: readonly (readonly [
  name: string,
  module: string,
  table: OperationTable,
])[] = [
  ['federationApi', 'federation-api/federation-api', federationApi],
  ['fleetApi', 'fleet-api/fleet-api', fleetApi],
  ['taskApi', 'fleet-api/task-api', taskApi],
  ['policyTaskApi', 'fleet-api/qos-policy-task', policyTaskApi],
  ['fleetSnapshotApi', 'fleet-api/snapshot-api', fleetSnapshotApi],
  ['snapshotTaskApi', 'fleet-api/snapshot-task', snapshotTaskApi],
  ['snapshotApi', 'fleet-api/snapshot-api', snapshotApi],
  ['usageApi', 'fleet-api/usage-api', usageApi],
  ['seriesApi', 'fleet-api/series-api', seriesApi],
  ['problemApi', 'fleet-api/problem-api', problemApi],
  ['passwordApi', 'fleet-api/password-api', passwordApi],
  ['previewApi', 'fleet-api/preview-api', previewApi],
];

const OPERATIONS: readonly NamedOperation[] = API_TABLES.flatMap(([table, module, operations]) =>
  Object.entries(operations).map(([name, operation]) => ({ operation, name, table, module })),
);

/** What a program imports to call an operation. */
export function nameOfOperation(operation: Operation): NamedOperation {
  const found = OPERATIONS.find((one) => one.operation === operation);
  if (found === undefined) throw new Error(`No table has ${operation.method} ${operation.path}.`);
  return found;
}
