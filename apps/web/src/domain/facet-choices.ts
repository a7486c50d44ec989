import { compareNames } from '@asterism/api-types/rules/natural-order';
import type { FacetChoice } from '#/table/facet-select.tsx';

/** The values that some rows have, and the chosen ones whether any has them or not, by their labels. */
export const facetChoices = (
  counts: Readonly<Record<string, number>>,
  chosen: readonly string[],
  labelOf: (value: string) => string = (value) => value,
): FacetChoice[] =>
  [...new Set([...Object.keys(counts), ...chosen])]
    .map((value) => ({ value, label: labelOf(value), count: counts[value] ?? 0 }))
    .sort((a, b) => compareNames(a.label, b.label));
