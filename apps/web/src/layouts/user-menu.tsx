import {
  Dropdown,
  DropdownGroup,
  DropdownItem,
  DropdownList,
} from '@patternfly/react-core/dist/esm/components/Dropdown';
import { MenuToggle } from '@patternfly/react-core/dist/esm/components/MenuToggle';
import { UserIcon } from '@patternfly/react-icons/dist/esm/icons/user-icon';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { describeError } from '#/api/describe-error.ts';
import { useSession } from '#/api/session.ts';
import { signOut } from '#/api/sign-in-out.ts';
import { showToast } from '#/lib/toasts.ts';
import { paths } from '#/lib/paths.ts';

async function leave(): Promise<void> {
  const result = await signOut(paths.signIn());
  if (result.ok || result.error.status === 401) return;
  const { advice } = describeError(result.error);
  showToast({ tone: 'danger', title: 'You are still signed in', detail: advice });
}

/** Who is signed in, their roles, and sign-out. */
export function UserMenu() {
  const { username, roles } = useSession();
  const [isOpen, setIsOpen] = useState(false);
  const navigate = useNavigate();
  return (
    <Dropdown
      isOpen={isOpen}
      onSelect={() => setIsOpen(false)}
      onOpenChange={setIsOpen}
      popperProps={{ position: 'right', appendTo: 'inline' }}
      toggle={(ref) => (
        <MenuToggle
          ref={ref}
          variant="plainText"
          icon={<UserIcon />}
          isExpanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          {username}
        </MenuToggle>
      )}
    >
      <DropdownGroup label={roles.length > 1 ? 'Your roles' : 'Your role'}>
        <p className="ast-roles">{roles.join(', ')}</p>
      </DropdownGroup>
      <DropdownList>
        <DropdownItem onClick={() => void navigate(paths.sessions())}>Your sessions</DropdownItem>
        <DropdownItem to="/docs" target="_blank">
          API documentation
        </DropdownItem>
        <DropdownItem onClick={() => void leave()}>Sign out</DropdownItem>
      </DropdownList>
    </Dropdown>
  );
}
