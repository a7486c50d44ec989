import type { FleetHost } from '@asterism/api-types/fleet-api/fleet-host';
import type { Rights } from '@asterism/api-types/rules/roles';
import { missingRight } from '#/domain/missing-right.ts';
import type { RowAction } from '#/table/row-menu.tsx';

/** What can be done with a host where it is listed. */
export interface HostDoings {
  readonly glance: () => void;
  readonly name: () => void;
  readonly giveAccess: () => void;
  readonly viewVolumes: () => void;
  readonly copy: (what: string, text: string) => void;
  readonly showCall: () => void;
}

/** The menu of a host: what this user may not do says why. */
export function hostActions(
  { hostNQN, friendly }: FleetHost,
  rights: Rights,
  { glance, name, giveAccess, viewVolumes, copy, showCall }: HostDoings,
): readonly RowAction[] {
  return [
    { text: 'Quick look', run: glance },
    { text: 'View volumes', run: viewVolumes },
    {
      text: friendly === undefined ? 'Name host' : 'Rename',
      reason: missingRight(rights, 'nameHost'),
      run: name,
      isApart: true,
    },
    { text: 'Give access to volumes', reason: missingRight(rights, 'draftTask'), run: giveAccess },
    { text: 'Copy NQN', run: () => copy('NQN', hostNQN), isApart: true },
    ...(friendly === undefined
      ? []
      : [{ text: 'Copy name', run: () => copy('Name', friendly.name) }]),
    { text: 'Show API call', run: showCall },
  ];
}
