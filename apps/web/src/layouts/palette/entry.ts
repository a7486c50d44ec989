import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import type { FleetHost } from '@asterism/api-types/fleet-api/fleet-host';
import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import type { FleetSnapshot } from '@asterism/api-types/fleet-api/fleet-snapshots';
import {
  keepBestNamed,
  NAME_RANK,
  rankOfName,
  soughtName,
  type NameRank,
} from '@asterism/api-types/rules/name-rank';
import type { OverlayName } from '#/layouts/overlays.tsx';

/** A dialog that an entry opens, with what it is about. */
export type PaletteDialog =
  | { readonly name: 'delete volume'; readonly volume: Volume; readonly cluster: string }
  | { readonly name: 'resize volume'; readonly volume: Volume; readonly cluster: string }
  | { readonly name: 'take snapshot'; readonly volume: Volume }
  | { readonly name: 'roll back'; readonly snapshot: FleetSnapshot; readonly cluster: string }
  | { readonly name: 'delete snapshot'; readonly snapshot: FleetSnapshot; readonly cluster: string }
  | { readonly name: 'give access'; readonly host: FleetHost }
  | { readonly name: 'name host'; readonly host: FleetHost }
  | { readonly name: 'detach cluster'; readonly cluster: FleetCluster }
  | { readonly name: 'cancel task'; readonly task: FleetTask }
  | { readonly name: 'cancel workflow'; readonly workflow: FleetWorkflow };

/** What choosing an entry does. */
export type Act =
  | { readonly kind: 'go'; readonly to: string }
  /** A page that is no part of the console. */
  | { readonly kind: 'leave'; readonly to: string }
  | { readonly kind: 'run'; readonly run: () => void }
  | { readonly kind: 'overlay'; readonly name: OverlayName }
  | { readonly kind: 'dialog'; readonly dialog: PaletteDialog }
  /** Puts text into the field, to be typed on. */
  | { readonly kind: 'type'; readonly text: string };

/** Something that the palette offers. */
export interface PaletteEntry {
  /** One of its own among all that is offered. */
  readonly id: string;
  readonly text: string;
  readonly detail: string;
  readonly act: Act;
  /** Why it cannot be done; undefined when it can. */
  readonly reason?: string | undefined;
}

/** Entries of one kind. */
export interface PaletteGroup {
  /** `Volumes` */
  readonly title: string;
  /** The best first. */
  readonly entries: readonly PaletteEntry[];
  /** How many match in all. */
  readonly total: number;
  /** Where all of them are listed, where there is such a list. */
  readonly all?: string | undefined;
  readonly state: 'known' | 'searching' | 'failed';
}

/** How well a name fits what was typed: the less, the better; undefined when it does not. */
export function rankOf(text: string, typed: string): NameRank | undefined {
  const rank = rankOfName(text, soughtName(typed));
  return rank === NAME_RANK.elsewhere ? undefined : rank;
}

/** The things whose name fits, or whatever else is sought in: those first whose name fits best. */
export function ranked<T>(
  things: readonly T[],
  typed: string,
  nameOf: (thing: T) => string,
  alsoIn: (thing: T) => string = () => '',
): readonly T[] {
  const kept = keepBestNamed<T>();
  for (const thing of things) {
    const rank = rankOf(nameOf(thing), typed);
    if (rank !== undefined) kept.offer(thing, rank);
    else if (rankOf(`${nameOf(thing)} ${alsoIn(thing)}`, typed) !== undefined)
      kept.offer(thing, NAME_RANK.elsewhere);
  }
  return kept.best();
}
