import {
  Dropdown,
  DropdownGroup,
  DropdownItem,
  DropdownList,
} from '@patternfly/react-core/dist/esm/components/Dropdown';
import { MenuToggle } from '@patternfly/react-core/dist/esm/components/MenuToggle';
import { UserIcon } from '@patternfly/react-icons/dist/esm/icons/user-icon';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { describeError } from '#/api/describe-error.ts';
import { useSession } from '#/api/session.ts';
import { signOut } from '#/api/sign-in-out.ts';
import { paths } from '#/lib/paths.ts';
import { showToast } from '#/lib/toasts.ts';
import { LogoMark } from '#/ui/logo.tsx';
import { HelpMenu, type HelpMenuProps } from './help-menu.tsx';
import { LiveIndicator } from './live-indicator.tsx';
import { SectionNav } from './section-nav.tsx';
import { ThemeMenu } from './theme-menu.tsx';
import './masthead.css';

async function leave(): Promise<void> {
  const result = await signOut(paths.signIn());
  if (result.ok || result.error.status === 401) return;
  const { advice } = describeError(result.error);
  showToast({ tone: 'danger', title: 'You are still signed in', detail: advice });
}

/** Who is signed in, their roles, and sign-out. */
function UserMenu() {
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
          <span className="ast-username">{username}</span>
        </MenuToggle>
      )}
    >
      <DropdownGroup label={roles.length > 1 ? 'Your roles' : 'Your role'}>
        <p className="ast-roles">{roles.join(', ')}</p>
      </DropdownGroup>
      <DropdownList>
        <DropdownItem onClick={() => void navigate(paths.sessions())}>Your sessions</DropdownItem>
        <DropdownItem onClick={() => void leave()}>Sign out</DropdownItem>
      </DropdownList>
    </Dropdown>
  );
}

/** The top of every page: navigation, live status and user menu. */
export function Masthead(help: HelpMenuProps) {
  return (
    <header className="ast-masthead">
      <Link to={paths.overview()} className="ast-brand">
        <LogoMark />
        <span className="ast-brand-name">Asterism</span>
      </Link>
      <SectionNav />
      <div className="ast-masthead-tools">
        <LiveIndicator />
        <HelpMenu {...help} />
        <ThemeMenu />
        <UserMenu />
      </div>
    </header>
  );
}
