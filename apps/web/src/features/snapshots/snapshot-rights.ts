import type { FleetSnapshot } from '@asterism/api-types/fleet-api/fleet-snapshots';
import type { GovernedOperation } from '@asterism/api-types/rules/access';
import type { Rights } from '@asterism/api-types/rules/roles';
import { snapshotCan } from '@asterism/api-types/rules/snapshot-states';
import { missingRight } from '#/domain/missing-right.ts';

/** What each asks the federation for. */
const OPERATION = { use: 'rollbackVolume', delete: 'deleteSnapshot' } as const satisfies Record<
  keyof typeof snapshotCan,
  GovernedOperation
>;

/** Why this user may not do it with the snapshot now; undefined when they may. */
export function whyNot(
  rights: Rights,
  snapshot: Pick<FleetSnapshot, 'projectName' | 'state'>,
  action: keyof typeof snapshotCan,
): string | undefined {
  const noRight = missingRight(rights, OPERATION[action], snapshot.projectName);
  if (noRight !== undefined) return noRight;
  const verdict = snapshotCan[action](snapshot);
  return verdict.allowed ? undefined : verdict.reason;
}
