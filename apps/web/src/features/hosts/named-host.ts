import type { FleetHost } from '@asterism/api-types/fleet-api/fleet-host';
import { createStore, type Store } from '#/lib/store.ts';

/** What is typed as the name of a host, while its field may come and go with its row. */
export interface Naming {
  readonly hostNQN: string;
  /** The name that it had when this began. */
  readonly began: string;
  readonly text: string;
  /** Whether its field has had the focus: it takes that once, and not again when its row comes back. */
  readonly hasBegun: boolean;
}

/** Begins to name a host. */
export function beginNaming({
  hostNQN,
  friendly,
}: Pick<FleetHost, 'hostNQN' | 'friendly'>): Store<Naming> {
  const name = friendly?.name ?? '';
  return createStore<Naming>({ hostNQN, began: name, text: name, hasBegun: false });
}

/** The host that is named where it stands in the list; undefined while none is. */
export const namedHost = createStore<Store<Naming> | undefined>(undefined);
