import type { MouseEvent, ReactNode } from 'react';
import { createStore } from '#/lib/store.ts';
import './row-menu-button.css';

/** A row whose menu is open. */
interface OpenRow {
  readonly id: string;
  readonly button: HTMLButtonElement;
  /** What in the row had the focus. */
  readonly origin: HTMLElement;
}

/** The row whose menu is open, or is to be once `RowMenu`, which comes after the rows, is there. */
export const openRow = createStore<OpenRow | undefined>(undefined);

function toggle({ currentTarget: button }: MouseEvent<HTMLButtonElement>): void {
  const { activeElement } = document;
  const isOfRow = button.closest('tr')?.contains(activeElement) === true;
  const origin = isOfRow && activeElement instanceof HTMLElement ? activeElement : button;
  const isOpen = openRow.get()?.button === button;
  openRow.set(isOpen ? undefined : { id: button.dataset['row'] ?? '', button, origin });
}

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
