import { FLEET_PAGE_MAX } from '@asterism/api-types/fleet-api/fleet-volumes';
import type { FleetSnapshot } from '@asterism/api-types/fleet-api/fleet-snapshots';
import { describeError } from '#/api/describe-error.ts';
import { snapshotCalls, type FleetSnapshotsInput } from '#/api/snapshot-queries.ts';
import { toCsv } from '#/lib/csv.ts';
import { formatCount } from '#/lib/format.ts';
import { saveFile } from '#/lib/save-file.ts';
import { serverNow } from '#/lib/server-clock.ts';
import { showToast } from '#/lib/toasts.ts';

/** Everything about a snapshot that fits in a cell; sizes in bytes. Headers are the API's names. */
const CELLS: readonly (readonly [string, (snapshot: FleetSnapshot) => string])[] = [
  ['name', ({ name }) => name],
  ['UUID', ({ UUID }) => UUID],
  ['projectName', ({ projectName }) => projectName],
  ['clusterId', ({ clusterId }) => clusterId],
  ['state', ({ state }) => state],
  ['sourceVolumeName', ({ sourceVolumeName }) => sourceVolumeName],
  ['sourceVolumeUUID', ({ sourceVolumeUUID }) => sourceVolumeUUID],
  ['creationTime', ({ creationTime }) => creationTime],
  ['retentionTime', ({ retentionTime }) => retentionTime],
  ['expires', ({ expires = '' }) => expires],
  ['size', ({ size }) => size],
  ['physicalOwnedCapacity', ({ statistics }) => statistics.physicalOwnedCapacity],
  ['userWritten', ({ statistics }) => statistics.userWritten],
  ['labels', ({ labels }) => labels.map(({ key, value }) => `${key}=${value}`).join(' ')],
  ['description', ({ description }) => description],
];

const csvOf = (snapshots: readonly FleetSnapshot[]): string =>
  toCsv([
    CELLS.map(([header]) => header),
    ...snapshots.map((snapshot) => CELLS.map(([, text]) => text(snapshot))),
  ]);

/** The most snapshots in one file: more is a task for the API. */
const EXPORT_MAX = 20_000;

/** Saves all snapshots that answer a question as a CSV file, and says how it went. */
export async function exportSnapshots(question: FleetSnapshotsInput): Promise<void> {
  const all: FleetSnapshot[] = [];
  let total = 1;
  while (all.length < Math.min(total, EXPORT_MAX)) {
    const page = await snapshotCalls.listFleetSnapshots({
      ...question,
      offset: String(all.length),
      limit: String(FLEET_PAGE_MAX),
    });
    if (!page.ok) {
      const { title, advice } = describeError(page.error);
      showToast({ tone: 'danger', title: 'Export failed', detail: `${title}. ${advice}` });
      return;
    }
    ({ total } = page.value);
    all.push(...page.value.snapshots);
    if (page.value.snapshots.length === 0) break;
  }
  const day = new Date(serverNow()).toISOString().slice(0, 16).replaceAll(/[:T]/g, '-');
  saveFile(`snapshots-${day}.csv`, 'text/csv', csvOf(all));
  if (all.length < total) {
    showToast({
      tone: 'warning',
      title: `The first ${formatCount(all.length)} of ${formatCount(total)} snapshots were exported`,
      detail: 'Narrow the list to get the others.',
    });
  } else
    showToast({ tone: 'success', title: `${formatCount(all.length)} snapshots were exported` });
}
