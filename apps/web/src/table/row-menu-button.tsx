import type { MouseEvent, ReactNode } from 'react';
import { createStore } from '#/lib/store.ts';
import './row-menu-button.css';

/** A row whose menu is open. */
interface OpenRow {
  readonly id: string | undefined;
  readonly button: HTMLButtonElement;
  /** What had the focus. */
  readonly focused: Element | null;
}

/** The row whose menu is open, or is to be once `RowMenu`, which comes after the rows, is there. */
export const openRow = createStore<OpenRow | undefined>(undefined);

const toggle = ({ currentTarget: button }: MouseEvent<HTMLButtonElement>): void =>
  openRow.set(
    openRow.get()?.button === button
      ? undefined
      : { id: button.dataset['row'], button, focused: document.activeElement },
  );

/** The button at the end of a row that opens its menu. */
export const rowMenuButton = (id: string, name: string): ReactNode => (
  <button
    type="button"
    className="ast-row-menu"
    aria-label={`Actions for ${name}`}
    aria-haspopup="menu"
    data-row={id}
    onClick={toggle}
  />
);
