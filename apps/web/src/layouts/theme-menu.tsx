import { MenuToggle } from '@patternfly/react-core/dist/esm/components/MenuToggle';
import {
  Select,
  SelectList,
  SelectOption,
} from '@patternfly/react-core/dist/esm/components/Select';
import { AdjustIcon } from '@patternfly/react-icons/dist/esm/icons/adjust-icon';
import { useState } from 'react';
import { useStore } from '#/lib/store.ts';
import { chooseTheme, theme, THEMES, type Theme } from '#/lib/theme.ts';

const NAMES: Readonly<Record<Theme, string>> = {
  system: 'System',
  light: 'Light',
  dark: 'Dark',
  'high-contrast': 'High contrast',
};

/** Chooses the theme. */
export function ThemeMenu() {
  const chosen = useStore(theme);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Select
      isOpen={isOpen}
      selected={chosen}
      onSelect={(_, value) => {
        const next = THEMES.find((each) => each === value);
        if (next !== undefined) chooseTheme(next);
        setIsOpen(false);
      }}
      onOpenChange={setIsOpen}
      popperProps={{ position: 'right', appendTo: 'inline' }}
      toggle={(ref) => (
        <MenuToggle
          ref={ref}
          variant="plain"
          aria-label="Theme"
          title={`Theme: ${NAMES[chosen]}`}
          icon={<AdjustIcon />}
          isExpanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        />
      )}
    >
      <SelectList aria-label="Theme">
        {THEMES.map((each) => (
          <SelectOption key={each} value={each}>
            {NAMES[each]}
          </SelectOption>
        ))}
      </SelectList>
    </Select>
  );
}
