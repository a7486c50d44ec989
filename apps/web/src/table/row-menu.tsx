import { Suspense, useEffect } from 'react';
import { lazyPart } from '#/lib/lazy-part.ts';
import { useStore } from '#/lib/store.ts';
import type { MenuContent } from '#/ui/open-menu.tsx';
import { openRow } from './row-menu-button.tsx';

const OpenMenu = lazyPart(
  () => import('#/ui/open-menu.tsx'),
  ({ OpenMenu }) => OpenMenu,
);

/** Something that can be done with a row. */
export type RowAction = Extract<MenuContent, { kind: 'actions' }>['items'][number];

interface RowMenuProps<Row> {
  /** The rows at hand, by their places. */
  readonly rows: ReadonlyMap<number, Row>;
  readonly rowId: (row: Row) => string;
  readonly rowName: (row: Row) => string;
  readonly actionsOf: (row: Row) => readonly RowAction[];
}

const RIGHT = 2;

/** The key for menus, and what stands for it where there is none. */
const MENU_KEY = 'ContextMenu';
const MENU_KEY_WITH_SHIFT = 'F10';
export const MENU_KEYS = [[MENU_KEY], ['Shift', MENU_KEY_WITH_SHIFT]] as const;

/** The key for menus opens that of the row that has the focus. */
function onMenuKey(event: KeyboardEvent): void {
  const { key, shiftKey, target } = event;
  if (key !== MENU_KEY && !(key === MENU_KEY_WITH_SHIFT && shiftKey)) return;
  const row = target instanceof Element ? target.closest('tr') : null;
  const button = row?.querySelector<HTMLButtonElement>('.ast-row-menu');
  if (!button) return;
  event.preventDefault();
  button.click();
}

/** An action as the menu has it: what it opens gives the focus back to where it finds it. */
const itemFor = (action: RowAction, origin: HTMLElement): RowAction => ({
  ...action,
  run: () => {
    origin.focus();
    action.run?.();
  },
});

/** The menu of whichever row of a list it is asked of, by its button or by a key. The focus comes back to where it was. */
export function RowMenu<Row>({ rows, rowId, rowName, actionsOf }: RowMenuProps<Row>) {
  const opened = useStore(openRow);
  const button = opened?.button;
  useEffect(() => {
    document.addEventListener('keydown', onMenuKey);
    return () => {
      document.removeEventListener('keydown', onMenuKey);
      openRow.set(undefined);
    };
  }, []);
  useEffect(() => {
    if (button === undefined) return undefined;
    button.setAttribute('aria-expanded', 'true');
    // By the key for menus the browser would open its own on top of this one.
    const onContextMenu = (event: MouseEvent) => {
      if (event.button !== RIGHT) event.preventDefault();
    };
    addEventListener('contextmenu', onContextMenu);
    return () => {
      button.removeAttribute('aria-expanded');
      removeEventListener('contextmenu', onContextMenu);
    };
  }, [button]);

  if (opened === undefined) return null;
  const { id, focused } = opened;
  const isOfRow = opened.button.closest('tr')?.contains(focused) === true;
  const origin = isOfRow && focused instanceof HTMLElement ? focused : opened.button;
  const row = [...rows.values()].find((each) => rowId(each) === id);
  if (row === undefined) return null;
  return (
    <Suspense>
      <OpenMenu
        // Another row is another place.
        key={id}
        kind="actions"
        label={`Actions for ${rowName(row)}`}
        side="right"
        takesFocus
        items={actionsOf(row).map((action) => itemFor(action, origin))}
        toggle={{ current: opened.button }}
        onClose={() => {
          openRow.set(undefined);
          // Once the menu has given the focus to the button.
          if (origin !== button) queueMicrotask(() => origin.focus());
        }}
      />
    </Suspense>
  );
}
