import type { FleetSnapshot } from '@asterism/api-types/fleet-api/fleet-snapshots';
import type { Rights } from '@asterism/api-types/rules/roles';
import { snapshotCan } from '@asterism/api-types/rules/snapshot-states';

/** Which role this user lacks to change snapshots of the project; undefined when they may. */
export const whyNoRight = (
  rights: Rights,
  { projectName }: Pick<FleetSnapshot, 'projectName'>,
): string | undefined =>
  rights.canChange(projectName)
    ? undefined
    : `You need the role ${projectName}:admin to change snapshots in project ${projectName}.`;

/** Why this user may not do it with the snapshot now; undefined when they may. */
export function whyNot(
  rights: Rights,
  snapshot: Pick<FleetSnapshot, 'projectName' | 'state'>,
  action: keyof typeof snapshotCan,
): string | undefined {
  const noRight = whyNoRight(rights, snapshot);
  if (noRight !== undefined) return noRight;
  const verdict = snapshotCan[action](snapshot);
  return verdict.allowed ? undefined : verdict.reason;
}
