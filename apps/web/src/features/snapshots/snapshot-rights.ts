import type { FleetSnapshot } from '@asterism/api-types/fleet-api/fleet-snapshots';
import type { Rights } from '@asterism/api-types/rules/roles';
import { snapshotCan } from '@asterism/api-types/rules/snapshot-states';

/** Why this user may not do it with the snapshot now; undefined when they may. */
export function whyNot(
  rights: Rights,
  snapshot: Pick<FleetSnapshot, 'projectName' | 'state'>,
  action: keyof typeof snapshotCan,
): string | undefined {
  const { projectName } = snapshot;
  if (!rights.canChange(projectName)) {
    return `You need the role ${projectName}:admin to change snapshots in project ${projectName}.`;
  }
  const verdict = snapshotCan[action](snapshot);
  return verdict.allowed ? undefined : verdict.reason;
}
