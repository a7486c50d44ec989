import { Checkbox } from '@patternfly/react-core/dist/esm/components/Checkbox';
import { Modal, ModalBody, ModalHeader } from '@patternfly/react-core/dist/esm/components/Modal';
import { COLUMN_KEYS } from '#/table/column-handle.tsx';
import { MENU_KEYS } from '#/table/row-menu.tsx';
import { GLANCE_KEY, type ROW_LEADS, type ROW_PRESSES } from '#/table/table-keys.ts';
import { useRights } from '#/api/session.ts';
import { singleKeys } from '#/lib/settings.ts';
import { useStore } from '#/lib/store.ts';
import { sectionsFor } from './sections.ts';
import type { PAGE_KEYS } from './use-shortcuts.ts';
import './shortcut-help.css';

const PAGE_WORDS: Readonly<Record<keyof typeof PAGE_KEYS, string>> = {
  '/': 'Search this page',
  s: 'Go to what can be done with the selected rows',
  m: 'Go to the newest message, such as to its Undo',
  u: 'Go to the menu with your name',
  c: 'Show the API calls of this page',
  '?': 'Show this help',
};

const MOVE = 'Move between the rows';
const SCREEN = 'Move by as many rows as can be seen';
const END = 'Go to the first or the last row';
const LEAD_WORDS: Readonly<Record<keyof typeof ROW_LEADS, string>> = {
  ArrowDown: MOVE,
  ArrowUp: MOVE,
  PageDown: SCREEN,
  PageUp: SCREEN,
  Home: END,
  End: END,
};
const MENU = 'Open the menu of the row';
const PRESS_WORDS: Readonly<Record<keyof typeof ROW_PRESSES, string>> = {
  x: 'Select or deselect the row',
  '.': MENU,
};

const WIDTH_WORDS: Readonly<Record<'wider' | 'fit' | 'usual', string>> = {
  wider: 'Make the column narrower or wider',
  fit: 'Fit the column to what is in it',
  usual: 'Go back to the usual widths',
};

/** What is written on a key, where that is not its name. */
const LABELS: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  PageDown: 'PgDn',
  PageUp: 'PgUp',
  ContextMenu: 'Menu',
  Delete: 'Del',
  Escape: 'Esc',
};

/** Keys that are pressed one after the other or together, or each for the same. */
type Shortcut = readonly [keys: readonly string[], what: string];

/** Keys by what they do, those for the same together. */
const together = (entries: readonly (readonly [key: string, what: string])[]): Shortcut[] =>
  [...new Set(entries.map(([, what]) => what))].map((what) => [
    entries.filter(([, other]) => other === what).map(([key]) => key),
    what,
  ]);

const TABLE: readonly Shortcut[] = [
  [['Enter'], 'From the search: go to the first row'],
  ...together(Object.entries(LEAD_WORDS)),
  [['Enter'], 'Open the row'],
  ...together(Object.entries(PRESS_WORDS)),
  ...MENU_KEYS.map((keys): Shortcut => [keys, MENU]),
  [[GLANCE_KEY], 'Quick look at the row; again: go into it'],
  [['Escape'], 'Close the quick look'],
];
const COLUMN: readonly Shortcut[] = together(
  Object.entries(COLUMN_KEYS).map(([key, does]) => [
    key,
    WIDTH_WORDS[typeof does === 'number' ? 'wider' : does],
  ]),
);

interface GroupProps {
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
}

const Group = ({ title, shortcuts }: GroupProps) => (
  <section aria-label={title}>
    <h2 className="ast-small-title">{title}</h2>
    <dl className="ast-shortcuts">
      {shortcuts.map(([keys, what]) => (
        <div key={`${keys.join(' ')} ${what}`}>
          <dt>
            {keys.map((key) => (
              <kbd key={key}>{LABELS[key] ?? key}</kbd>
            ))}
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  </section>
);

/** Lists all keys: those that work on every page, and those of tables and of the edges of their columns. */
export function ShortcutHelp({ onClose }: { readonly onClose: () => void }) {
  const sections = sectionsFor(useRights());
  const work = useStore(singleKeys);
  const everywhere: readonly Shortcut[] = [
    [['Ctrl', 'K'], 'Search or run a command'],
    ...together(Object.entries(PAGE_WORDS)),
    ...sections.map(({ key, name }): Shortcut => [['g', key], `Go to ${name}`]),
    [['Escape'], 'Close a dialog or menu'],
  ];
  return (
    <Modal isOpen variant="small" aria-labelledby="shortcuts-title" onClose={onClose}>
      <ModalHeader title="Keyboard shortcuts" labelId="shortcuts-title" />
      <ModalBody tabIndex={0} aria-label="All shortcuts">
        <Group title="On every page" shortcuts={everywhere} />
        <Group title="In a table" shortcuts={TABLE} />
        <Group title="At the edge of a column, reached by Tab" shortcuts={COLUMN} />
        <Checkbox
          id="ast-single-keys"
          className="ast-single-keys"
          label="Single-key shortcuts"
          description="Turn these off if you use speech input or often press keys by accident."
          isChecked={work === 'on'}
          onChange={(_, checked) => singleKeys.choose(checked ? 'on' : 'off')}
        />
      </ModalBody>
    </Modal>
  );
}
