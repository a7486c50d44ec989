import { THEMES, type Theme } from '@asterism/api-types/bff-api/settings-values';
import { AdjustIcon } from '@patternfly/react-icons/dist/esm/icons/adjust-icon';
import { useStore } from '#/lib/store.ts';
import { theme } from '#/lib/settings.ts';
import { MenuButton } from '#/ui/menu-button.tsx';

const NAMES: Readonly<Record<Theme, string>> = {
  system: 'System',
  light: 'Light',
  dark: 'Dark',
  'high-contrast': 'High contrast',
};

/** Chooses the theme. */
export function ThemeMenu() {
  const chosen = useStore(theme);
  return (
    <MenuButton
      variant="plain"
      label="Theme"
      title={`Theme: ${NAMES[chosen]}`}
      icon={<AdjustIcon />}
      menu={{
        kind: 'one',
        side: 'right',
        isInline: true,
        label: 'Theme',
        options: THEMES.map((each) => ({ value: each, text: NAMES[each] })),
        chosen: [chosen],
        onChoose: (value) => {
          const next = THEMES.find((each) => each === value);
          if (next !== undefined) theme.choose(next);
        },
      }}
    />
  );
}
