import { ok } from '@asterism/api-types/common/result';
import type { FleetHost } from '@asterism/api-types/fleet-api/fleet-host';
import { usageCalls, type FleetHostsInput } from '#/api/usage-queries.ts';
import { saveList, type Cells } from '#/table/save-rows.ts';

/** Everything about a host. */
const CELLS: Cells<FleetHost> = [
  ['hostNQN', ({ hostNQN }) => hostNQN],
  ['name', ({ friendly }) => friendly?.name ?? ''],
  ['connection', ({ connection }) => connection],
  ['volumes', ({ volumes }) => String(volumes)],
  ['connectedVolumes', ({ connectedVolumes }) => String(connectedVolumes)],
  ['capacity', ({ capacity }) => capacity],
  ['clusterIds', ({ clusterIds }) => clusterIds.join(' ')],
  ['projects', ({ projects }) => projects.join(' ')],
];

/** Saves all hosts that answer a question as a CSV file. */
export const saveHosts = (question: FleetHostsInput) =>
  saveList({
    what: { one: 'host', many: 'hosts' },
    cells: CELLS,
    rowId: ({ hostNQN }) => hostNQN,
    read: async (part) => {
      const page = await usageCalls.listFleetHosts({ ...question, ...part });
      return page.ok ? ok({ rows: page.value.hosts, total: page.value.total }) : page;
    },
  });
