import { QuestionCircleIcon } from '@patternfly/react-icons/dist/esm/icons/question-circle-icon';
import { MenuButton } from '#/ui/menu-button.tsx';

export interface HelpMenuProps {
  readonly onShortcuts: () => void;
  readonly onAbout: () => void;
}

/** Where help is: the keyboard shortcuts, the documentation of the API, and what this is. */
export const HelpMenu = ({ onShortcuts, onAbout }: HelpMenuProps) => (
  <MenuButton
    variant="plain"
    label="Help"
    title="Help"
    icon={<QuestionCircleIcon />}
    menu={{
      kind: 'actions',
      side: 'right',
      isInline: true,
      items: [
        { text: 'Keyboard shortcuts', run: onShortcuts },
        { text: 'API documentation', href: '/docs' },
        { text: 'About Asterism', run: onAbout },
      ],
    }}
  />
);
