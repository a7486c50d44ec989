import type { Rolldown } from 'vite';

/** What every list has once its rows are there. */
const TOOLS = [
  'list-tools.tsx',
  'column-handle.tsx',
  'chosen-filters.tsx',
  'table-tips.tsx',
  'row-window.ts',
  'volume-tools.tsx',
];
/** The lists beside that of volumes. */
const LISTS = [
  'clusters-page.tsx',
  'hosts-page.tsx',
  'nodes-page.tsx',
  'projects-page.tsx',
  'qos-policies-page.tsx',
  'snapshots-pages.tsx',
  'tasks-page.tsx',
  'workflows-page.tsx',
];
/** The pages of one thing. */
const DETAILS = [
  'cluster-page.tsx',
  'host-page.tsx',
  'node-page.tsx',
  'project-page.tsx',
  'qos-policy-page.tsx',
  'sessions-page.tsx',
  'task-page.tsx',
  'volume-page.tsx',
  'volume-snapshots-page.tsx',
  'workflow-page.tsx',
];
/** The pages that are forms. */
const FORMS = [
  'cluster-attach-page.tsx',
  'settings-page.tsx',
  'volume-create-page.tsx',
  'volume-edit-page.tsx',
];

/** Those that share much with dialogs, and with no other page. */
const LARGE = ['task-page.tsx', 'volume-snapshots-page.tsx', 'volume-edit-page.tsx'];
/** Who shares parts with forms without being one. */
const BESIDE_FORMS = [...LISTS, ...DETAILS, 'confirm-dialog-box.tsx'];

/** Each two of some pages. */
const pairsOf = (pages: readonly string[]) =>
  pages.flatMap((page, at) => pages.slice(at + 1).map((other) => [page, other] as const));

/**
 * The chunks of what several parts share, by the part that needs them first, or by those that all need them; more of them
 * would cost more requests than they save bytes. The list of volumes is what people wait for most: it loads nothing that
 * it does not need.
 */
const SHARED: readonly (readonly [chunk: string, ...files: string[]])[] = [
  ['list', 'volumes-page.tsx'],
  // A little of what large parts need: other parts need it without them.
  ['common', 'sign-in-page.tsx', 'after-rows.tsx'],
  ...DETAILS.map((page) => ['common', 'sign-in-page.tsx', page] as const),
  ...TOOLS.flatMap((tool) => [...DETAILS, ...FORMS].map((page) => ['rights', tool, page] as const)),
  ...TOOLS.map((tool) => ['tools', tool] as const),
  ['form', 'sign-in-page.tsx'],
  ...FORMS.map((page) => ['facts', 'overview-page.tsx', page] as const),
  ['overview', 'overview-page.tsx'],
  ...[...DETAILS, ...FORMS].map((page) => ['alerts', 'after-rows.tsx', page] as const),
  ['notices', 'after-rows.tsx'],
  ['menu', 'open-menu.tsx'],
  ...pairsOf(FORMS).flatMap(([form, other]) =>
    BESIDE_FORMS.map((page) => ['base', form, other, page] as const),
  ),
  ...BESIDE_FORMS.map((page) => ['progress', 'cluster-attach-page.tsx', page] as const),
  ...FORMS.flatMap((form) => BESIDE_FORMS.map((page) => ['base', form, page] as const)),
  ['dialog', 'confirm-dialog-box.tsx'],
  ...LISTS.map((page) => ['lists', page] as const),
  ...pairsOf(DETAILS).map(([page, other]) => ['lists', page, other] as const),
  ...pairsOf(FORMS).map(([page, other]) => ['forms', page, other] as const),
  ...LARGE.map((page) => [page.replace('-page.tsx', ''), page] as const),
  ...DETAILS.map((page) => ['lists', page] as const),
  ...FORMS.map((page) => ['forms', page] as const),
];
/** With what these parts have for themselves: one file less to ask for. */
const WHOLE: ReadonlySet<string> = new Set(['list', 'tools', 'form', 'overview', 'notices']);
/** With the sheets that one page has for itself, which are small. */
const SHEETS: ReadonlySet<string> = new Set(['lists', 'forms']);
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
  const isWhole =
    found !== undefined && (WHOLE.has(found[0]) || (SHEETS.has(found[0]) && id.endsWith('.css')));
  if (found !== undefined && (parts.length > 1 || isWhole)) return found[0];
  return parts.length > 1 ? REST : null;
}

const NAMES = [...new Set([FIRST, ...SHARED.map(([chunk]) => chunk), REST])];

/** The chunks. What comes first in the list takes what others share with it. */
export const sharedChunks: Rolldown.CodeSplittingGroup[] = NAMES.map((chunk, at) => ({
  name: (id, context) => (chunkOf(id, context) === chunk ? chunk : null),
  debugName: chunk,
  priority: NAMES.length - at,
}));
