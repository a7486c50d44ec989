import type { FleetVolumes } from '@asterism/api-types/fleet-api/fleet-volumes';
import { PROTECTION_STATES, VOLUME_STATES } from '@asterism/api-types/rules/volume-states';
import type { VolumeSortKey } from '@asterism/api-types/rules/volume-sort-keys';
import { compareNames } from '@asterism/api-types/rules/natural-order';
import type { ListControls } from '#/table/use-list-state.ts';
import type { FacetChoice } from '#/table/facet-select.tsx';
import type { FilterChoice } from '#/table/filter-bar.tsx';
import type { StateAppearance } from '#/ui/status-label.tsx';
import { PROTECTION_APPEARANCE, VOLUME_STATE_APPEARANCE } from '#/domain/volume-state.tsx';
import type { VOLUME_LIST } from './volume-list.ts';

type VolumeFilter = keyof typeof VOLUME_LIST.filters;
type VolumeListControls = ListControls<VolumeFilter, VolumeSortKey>;

type Counts = Readonly<Record<string, number>>;

/** The values that have volumes, and the chosen ones whether they have or not. */
const namedChoices = (
  counts: Counts,
  chosen: readonly string[],
  labelOf: (value: string) => string = (value) => value,
): FacetChoice[] =>
  [...new Set([...Object.keys(counts), ...chosen])]
    .map((value) => ({ value, label: labelOf(value), count: counts[value] ?? 0 }))
    .sort((a, b) => compareNames(a.label, b.label));

const stateChoices = <State extends string>(
  states: readonly State[],
  appearances: Readonly<Record<State, StateAppearance>>,
  counts: Counts,
  chosen: readonly string[],
): FacetChoice[] =>
  states
    .filter((state) => (counts[state] ?? 0) > 0 || chosen.includes(state))
    .map((state) => ({ value: state, label: appearances[state].text, count: counts[state] ?? 0 }));

const NO_FACETS: FleetVolumes['facets'] = { cluster: {}, project: {}, state: {}, protection: {} };

/** The filters of the list of volumes, with how many volumes each value would leave. */
export function volumeFilters(
  facets: FleetVolumes['facets'] = NO_FACETS,
  chosen: VolumeListControls['state']['filters'],
  clusterNames: ReadonlyMap<string, string>,
): readonly FilterChoice<VolumeFilter>[] {
  return [
    {
      filter: 'cluster',
      label: 'Cluster',
      choices: namedChoices(facets.cluster, chosen.cluster, (id) => clusterNames.get(id) ?? id),
    },
    {
      filter: 'project',
      label: 'Project',
      choices: namedChoices(facets.project, chosen.project),
    },
    {
      filter: 'state',
      label: 'State',
      choices: stateChoices(VOLUME_STATES, VOLUME_STATE_APPEARANCE, facets.state, chosen.state),
    },
    {
      filter: 'protection',
      label: 'Protection',
      choices: stateChoices(
        PROTECTION_STATES,
        PROTECTION_APPEARANCE,
        facets.protection,
        chosen.protection,
      ),
    },
  ];
}
