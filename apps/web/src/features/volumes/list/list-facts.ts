import type { VolumeTrouble } from '@asterism/api-types/fleet-api/volume-trouble';
import { createContext } from 'react';

/** What the cells of the list show beside their volume. */
export interface ListFacts {
  readonly clusterNames: ReadonlyMap<string, string>;
  /** The clusters that are out of reach: what is shown of their volumes is the last that is known. */
  readonly awayClusters: ReadonlySet<string>;
  /** What is wrong with the volumes at hand. */
  readonly troubles: readonly VolumeTrouble[];
  /** Whether clusters have pages that the user may see. */
  readonly mayOpenClusters: boolean;
}

// Cells read these themselves: when they change, no row is rendered but what shows them.
export const ListFacts = createContext<ListFacts>({
  clusterNames: new Map(),
  awayClusters: new Set(),
  troubles: [],
  mayOpenClusters: false,
});
/** What is sought, in lower case. */
export const SearchedWords = createContext<readonly string[]>([]);
