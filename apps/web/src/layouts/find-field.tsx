import { SearchIcon } from '@patternfly/react-icons/dist/esm/icons/search-icon';
import { useEffect } from 'react';
import type { HelpMenuProps } from './help-menu.tsx';

/** The field in the masthead, whose text the palette takes over. */
export const FIND_FIELD = 'ast-find';

/** Left to the palette: what had the focus when its keys opened it, and the text for which Enter was pressed before it was there. */
export const leftForPalette: {
  element?: Element | null | undefined;
  entered?: string | undefined;
} = {};

/** Where the palette opens. A real field: what is typed before the palette is there is kept by the browser. */
export function FindField({ onOpen }: HelpMenuProps) {
  const open = () => onOpen('palette');
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
      if (document.querySelector('[role$="dialog"]') !== null) return;
      event.preventDefault();
      leftForPalette.element = document.activeElement;
      document.getElementById(FIND_FIELD)?.focus();
      onOpen('palette');
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [onOpen]);
  return (
    <label className="ast-row ast-find">
      <SearchIcon />
      <input
        id={FIND_FIELD}
        autoComplete="off"
        aria-label="Search or run a command"
        placeholder="Search or run a command"
        onClick={open}
        onInput={open}
        onKeyDown={({ key, currentTarget }) => {
          if (key !== 'Enter') return;
          leftForPalette.entered = currentTarget.value;
          open();
        }}
      />
      <kbd>{navigator.platform.startsWith('Mac') ? 'Cmd K' : 'Ctrl K'}</kbd>
    </label>
  );
}
