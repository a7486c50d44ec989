import {
  Dropdown,
  DropdownItem,
  DropdownList,
} from '@patternfly/react-core/dist/esm/components/Dropdown';
import { MenuToggle } from '@patternfly/react-core/dist/esm/components/MenuToggle';
import { QuestionCircleIcon } from '@patternfly/react-icons/dist/esm/icons/question-circle-icon';
import { useState } from 'react';

export interface HelpMenuProps {
  readonly onShortcuts: () => void;
  readonly onAbout: () => void;
}

/** Where help is: the keyboard shortcuts, the documentation of the API, and what this is. */
export function HelpMenu({ onShortcuts, onAbout }: HelpMenuProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Dropdown
      isOpen={isOpen}
      onSelect={() => setIsOpen(false)}
      onOpenChange={setIsOpen}
      popperProps={{ position: 'right', appendTo: 'inline' }}
      toggle={(ref) => (
        <MenuToggle
          ref={ref}
          variant="plain"
          aria-label="Help"
          title="Help"
          icon={<QuestionCircleIcon />}
          isExpanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        />
      )}
    >
      <DropdownList>
        <DropdownItem onClick={onShortcuts}>Keyboard shortcuts</DropdownItem>
        <DropdownItem to="/docs">API documentation</DropdownItem>
        <DropdownItem onClick={onAbout}>About Asterism</DropdownItem>
      </DropdownList>
    </Dropdown>
  );
}
