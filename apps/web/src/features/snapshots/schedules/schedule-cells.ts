import type { FleetSchedule } from '@asterism/api-types/fleet-api/fleet-schedules';
import type { Cells } from '#/table/save-rows.ts';
import { scheduleText } from '#/domain/schedule-words.ts';

/** Everything about a schedule. */
export const SCHEDULE_CELLS: Cells<FleetSchedule> = [
  ['name', ({ name }) => name],
  ['UUID', ({ UUID }) => UUID],
  ['resourceName', ({ resourceName }) => resourceName],
  ['resourceUUID', ({ resourceUUID }) => resourceUUID],
  ['when', scheduleText],
  ['retentionTime', ({ schedulePolicy }) => schedulePolicy?.retentionTime ?? ''],
  ['snapshots', ({ made }) => (made === undefined ? '' : String(made.total))],
  ['newest', ({ made }) => made?.newest ?? ''],
  ['projectName', ({ projectName }) => projectName],
  ['clusterId', ({ clusterId }) => clusterId],
  ['description', ({ description }) => description],
];
