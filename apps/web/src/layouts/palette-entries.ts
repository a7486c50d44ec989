import type { Rights } from '@asterism/api-types/rules/roles';
import { mayCreateVolumes } from '#/api/session.ts';
import { paths } from '#/lib/paths.ts';
import { sectionsFor } from './sections.ts';

/** A place that the palette leads to. */
export interface PaletteEntry {
  readonly to: string;
  readonly text: string;
  /** What kind of thing it is. */
  readonly kind: string;
}

/** The places that are always offered to a user with these rights. */
export function placesFor(rights: Rights): readonly PaletteEntry[] {
  return [
    ...sectionsFor(rights).map(({ name, path }) => ({ to: path, text: name, kind: 'Page' })),
    ...(mayCreateVolumes(rights)
      ? [{ to: paths.newVolume(), text: 'Create a volume', kind: 'Action' }]
      : []),
    ...(rights.isClusterAdmin
      ? [{ to: paths.attachCluster(), text: 'Attach a cluster', kind: 'Action' }]
      : []),
    { to: paths.settings(), text: 'Settings', kind: 'Page' },
    { to: paths.sessions(), text: 'Your sessions', kind: 'Page' },
  ];
}

/** The entries whose text contains all typed words, in any case and order. */
export function matching(entries: readonly PaletteEntry[], typed: string): PaletteEntry[] {
  const words = typed.toLowerCase().split(/\s+/);
  return entries.filter(({ text }) => words.every((word) => text.toLowerCase().includes(word)));
}
