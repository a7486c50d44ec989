import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { fleetSnapshotApi, snapshotApi } from '@asterism/api-types/fleet-api/snapshot-api';
import { taskApi } from '@asterism/api-types/fleet-api/task-api';
import { usageApi } from '@asterism/api-types/fleet-api/usage-api';
import { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { describe, expect, it } from 'vitest';
import { typescriptCall } from './typescript-call.ts';

describe('the TypeScript of a call', () => {
  it('uses the typed client of the table that has the operation, with If-Match', () => {
    const call = {
      operation: federationApi.updateVolume,
      input: { UUID: '1', size: '4096' },
      ifMatch: '12',
    };
    expect(typescriptCall(call))
      .toBe(`import { createClient } from '@asterism/api-types/client/client';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';

const federation = createClient(federationApi, { fetch, baseUrl: FEDERATION });
const answer = await federation.updateVolume(
  {
    "UUID": "1",
    "size": "4096"
  },
  { headers: { authorization: \`Bearer \${TOKEN}\` }, ifMatch: "12" },
);
if (!answer.ok) throw new Error(answer.error.message);`);
  });

  it('knows every table that the console calls the federation by', () => {
    const operations = { ...snapshotApi, ...fleetSnapshotApi, ...usageApi };
    for (const [name, operation] of Object.entries(operations)) {
      expect(typescriptCall({ operation, input: {} })).toContain(`await federation.${name}(`);
    }
  });

  it('knows the tables of the fleet and of tasks', () => {
    const input = { name: '"`${x}' };
    expect(typescriptCall({ operation: fleetApi.listFleetVolumes, input })).toContain(
      'createClient(fleetApi,',
    );
    expect(typescriptCall({ operation: taskApi.draftTask, input })).toContain(
      'await federation.draftTask(',
    );
    // What was typed stays inside its quotes.
    expect(typescriptCall({ operation: taskApi.draftTask, input })).toContain(
      String.raw`"name": "\"` + '`${x}"',
    );
  });
});
