import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import {
  Dropdown,
  DropdownGroup,
  DropdownItem,
  DropdownList,
} from '@patternfly/react-core/dist/esm/components/Dropdown';
import { MenuToggle } from '@patternfly/react-core/dist/esm/components/MenuToggle';
import { QuestionCircleIcon } from '@patternfly/react-icons/dist/esm/icons/question-circle-icon';
import { UserIcon } from '@patternfly/react-icons/dist/esm/icons/user-icon';
import { useState } from 'react';
import { Link, NavLink, useNavigate } from 'react-router';
import { describeError } from '#/api/describe-error.ts';
import { liveStatus, type LiveStatus } from '#/api/live-status.ts';
import { useRights, useSession } from '#/api/session.ts';
import { signOut } from '#/api/sign-in-out.ts';
import { paths } from '#/lib/paths.ts';
import { useStore } from '#/lib/store.ts';
import { showToast } from '#/lib/toasts.ts';
import { LogoMark } from '#/ui/logo.tsx';
import { sectionsFor } from './sections.ts';
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

const WORDS: Record<LiveStatus, { readonly text: string; readonly meaning: string }> = {
  connecting: { text: 'Connecting…', meaning: 'Changes will be shown as they happen.' },
  live: { text: 'Live', meaning: 'Changes are shown as they happen.' },
  reconnecting: {
    text: 'Reconnecting…',
    meaning: 'The live connection was lost. The page refreshes every few seconds until it is back.',
  },
  'cut-off': {
    text: 'Federation unreachable',
    meaning: 'You are seeing the last known data. It refreshes once the federation is back.',
  },
};

/** Whether the page follows changes as they happen. */
function LiveIndicator() {
  const status = useStore(liveStatus);
  const { text, meaning } = WORDS[status];
  return (
    <output className={`ast-live ast-live-${status}`} title={meaning}>
      <span className="ast-live-dot" aria-hidden="true" />
      {text}
    </output>
  );
}

/** The top of every page: navigation, live status and user menu. */
export function Masthead({ onHelp }: { readonly onHelp: () => void }) {
  const sections = sectionsFor(useRights());
  return (
    <header className="ast-masthead">
      <Link to={paths.overview()} className="ast-brand">
        <LogoMark />
        Asterism
      </Link>
      <nav aria-label="Sections" className="ast-nav">
        {sections.map(({ name, path }) => (
          <NavLink key={path} to={path} end={path === paths.overview()}>
            {name}
          </NavLink>
        ))}
      </nav>
      <div className="ast-masthead-tools">
        <LiveIndicator />
        <Button
          variant="plain"
          aria-label="Keyboard shortcuts"
          title="Keyboard shortcuts (?)"
          icon={<QuestionCircleIcon />}
          onClick={onHelp}
        />
        <ThemeMenu />
        <UserMenu />
      </div>
    </header>
  );
}
