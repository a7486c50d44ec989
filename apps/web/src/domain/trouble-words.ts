import type { TroubleCause, VolumeTrouble } from '@asterism/api-types/fleet-api/volume-trouble';
import { formatPercent, formatTime } from '#/lib/format.ts';

function causeText(cause: TroubleCause): string {
  switch (cause.kind) {
    case 'clusterNearlyFull':
      return `${formatPercent(cause.used)} of its cluster’s capacity is used`;
    case 'rebuilding':
      return `a replica is being rebuilt: ${formatPercent(cause.percent)}`;
    case 'nodesNotActive':
    case 'nodesReadOnly':
      break;
  }
  const { kind, count, replicas, names } = cause;
  const state = kind === 'nodesNotActive' ? 'not active' : 'read-only';
  const which = names.length === 0 ? '' : ` (${names.join(', ')})`;
  return `${count} of its ${replicas} nodes ${count === 1 ? 'is' : 'are'} ${state}${which}`;
}

/** Why a volume is not well, as far as its cluster says. */
export const whyText = ({ causes }: Pick<VolumeTrouble, 'causes'>): string =>
  causes.length === 0 ? 'the cluster gives no cause' : causes.map(causeText).join('; ');

/** Why a volume is not well, and since when, in one line. */
export const troubleText = (trouble: VolumeTrouble): string =>
  `Why: ${whyText(trouble)}. Since${trouble.isAtLeast ? ' at least' : ''} ${formatTime(Date.parse(trouble.since))}.`;
