import type { Rolldown } from 'vite';

/**
 * The chunks of what several parts share, by the part that needs them first, or by those that all need them; more of them
 * would cost more requests than they save bytes. The list of volumes is what people wait for most: it loads nothing that
 * it does not need.
 */
const SHARED: readonly (readonly [chunk: string, ...files: string[]])[] = [
  ['list', 'volumes-page.tsx'],
  // Little, and the overview would load all tools for it.
  ['list', 'overview-page.tsx', 'volume-tools.tsx'],
  // What every list has once its rows are there.
  ['tools', 'list-tools.tsx'],
  ['tools', 'column-handle.tsx'],
  ['tools', 'chosen-filters.tsx'],
  ['tools', 'table-tips.tsx'],
  ['tools', 'row-window.ts'],
  ['tools', 'volume-tools.tsx'],
  // What tabs tell each other: the list needs it as soon as its rows are there, and no form.
  ['tabs', 'sign-in-page.tsx', 'after-rows.tsx'],
  ['form', 'sign-in-page.tsx'],
  ['overview', 'overview-page.tsx'],
  ['notices', 'after-rows.tsx'],
  ['menu', 'open-menu.tsx'],
  ['dialog', 'confirm-dialog-box.tsx'],
];
/** With what these parts have for themselves: one file less to ask for. */
const WHOLE: ReadonlySet<string> = new Set(['list', 'tools', 'form', 'overview', 'notices']);
const REST = 'pages';

/** PatternFly's helpers are imported through one file, by which every part seems to need all of them. */
const HELPERS = [
  ['menu', /[\\/]helpers[\\/](Popper[\\/]|KeyboardHandler\.)/],
  ['dialog', /[\\/](FocusTrap|focus-trap|tabbable)[\\/]/],
] as const;

/** What the first file has, loaded with the page. */
const FIRST = 'first';

/** The parts, loaded on demand, that a module belongs to; that of the entry is the first one. */
function partsWith(id: string, context: Rolldown.ChunkingContext): readonly string[] {
  const seen = new Set<string>();
  const parts: string[] = [];
  const visit = (module: string): void => {
    if (seen.has(module)) return;
    seen.add(module);
    const info = context.getModuleInfo(module);
    if (info === null) return;
    if (info.isEntry) parts.push(FIRST);
    if (info.dynamicImporters.length > 0) parts.push(module);
    for (const importer of info.importers) visit(importer);
  };
  visit(id);
  return parts;
}

/** The name of the chunk of a module; null: with the one part that it belongs to. */
function chunkOf(id: string, context: Rolldown.ChunkingContext): string | null {
  const helper = HELPERS.find(([, pattern]) => pattern.test(id));
  if (helper !== undefined) return helper[0];
  const parts = partsWith(id, context);
  if (parts.includes(FIRST)) return FIRST;
  const found = SHARED.find(([, ...files]) =>
    files.every((file) => parts.some((part) => part.endsWith(`/${file}`))),
  );
  // The sheet of lists is one with that of the frame: nobody waits for a second one.
  if (id.endsWith('.css') && (found?.[0] === 'list' || found?.[0] === 'tools')) return FIRST;
  if (found !== undefined && (parts.length > 1 || WHOLE.has(found[0]))) return found[0];
  return parts.length > 1 ? REST : null;
}

const NAMES = [...new Set([FIRST, ...SHARED.map(([chunk]) => chunk), REST])];

/** The chunks. What comes first in the list takes what others share with it. */
export const sharedChunks: Rolldown.CodeSplittingGroup[] = NAMES.map((chunk, at) => ({
  name: (id, context) => (chunkOf(id, context) === chunk ? chunk : null),
  debugName: chunk,
  priority: NAMES.length - at,
}));
