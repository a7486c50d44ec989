import type { Operation, OperationTable } from '@asterism/api-types/common/operation';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { fleetSnapshotApi, snapshotApi } from '@asterism/api-types/fleet-api/snapshot-api';
import { policyTaskApi } from '@asterism/api-types/fleet-api/qos-policy-task';
import { taskApi } from '@asterism/api-types/fleet-api/task-api';
import { usageApi } from '@asterism/api-types/fleet-api/usage-api';
import type { ApiCall } from './curl-command.ts';

/** The tables of the contract, by the names and modules under which a program imports them. */
const TABLES: readonly (readonly [name: string, module: string, table: OperationTable])[] = [
  ['federationApi', 'federation-api/federation-api', federationApi],
  ['fleetApi', 'fleet-api/fleet-api', fleetApi],
  ['taskApi', 'fleet-api/task-api', taskApi],
  ['policyTaskApi', 'fleet-api/qos-policy-task', policyTaskApi],
  ['fleetSnapshotApi', 'fleet-api/snapshot-api', fleetSnapshotApi],
  ['snapshotApi', 'fleet-api/snapshot-api', snapshotApi],
  ['usageApi', 'fleet-api/usage-api', usageApi],
];

function find(operation: Operation): readonly [table: string, module: string, name: string] {
  for (const [table, module, operations] of TABLES) {
    for (const [name, each] of Object.entries(operations)) {
      if (each === operation) return [table, module, name];
    }
  }
  throw new Error(`No table has ${operation.method} ${operation.path}.`);
}

/** A call with the typed client of the contract. Address and token are variables: no secret is shown. */
export function typescriptCall({ operation, input, ifMatch }: ApiCall): string {
  const [table, module, name] = find(operation);
  const headers = ['authorization: `Bearer ${TOKEN}`'];
  const options = [
    `headers: { ${headers.join(', ')} }`,
    ...(ifMatch === undefined ? [] : [`ifMatch: ${JSON.stringify(ifMatch)}`]),
  ];
  return [
    `import { createClient } from '@asterism/api-types/client/client';`,
    `import { ${table} } from '@asterism/api-types/${module}';`,
    '',
    `const federation = createClient(${table}, { fetch, baseUrl: FEDERATION });`,
    `const answer = await federation.${name}(`,
    `  ${JSON.stringify(input, undefined, 2).replaceAll('\n', '\n  ')},`,
    `  { ${options.join(', ')} },`,
    ');',
    'if (!answer.ok) throw new Error(answer.error.message);',
  ].join('\n');
}
