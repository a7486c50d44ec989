import { QuestionCircleIcon } from '@patternfly/react-icons/dist/esm/icons/question-circle-icon';
import type { OverlayName } from './overlays.tsx';
import { MenuButton } from '#/ui/menu-button.tsx';

export interface HelpMenuProps {
  readonly onOpen: (name: OverlayName) => void;
}

/** Where help is: the keyboard shortcuts, the documentation of the API, and what this is. */
export const HelpMenu = ({ onOpen }: HelpMenuProps) => (
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
        { text: 'Keyboard shortcuts', run: () => onOpen('shortcuts') },
        { text: 'API documentation', href: '/docs' },
        { text: 'API calls of this page', run: () => onOpen('calls') },
        { text: 'About Asterism', run: () => onOpen('about') },
      ],
    }}
  />
);
