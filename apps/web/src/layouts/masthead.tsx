import { UserIcon } from '@patternfly/react-icons/dist/esm/icons/user-icon';
import { Link, useNavigate } from 'react-router';
import { useRights, useSession } from '#/api/session.ts';
import { loadChunk } from '#/lib/load-chunk.ts';
import { paths } from '#/lib/paths.ts';
import { LogoMark } from '#/ui/logo.tsx';
import { MenuButton } from '#/ui/menu-button.tsx';
import { FindField } from './find-field.tsx';
import { HelpMenu, type HelpMenuProps } from './help-menu.tsx';
import { LiveIndicator } from './live-indicator.tsx';
import { SectionNav } from './section-nav.tsx';
import { ThemeMenu } from './theme-menu.tsx';
import './masthead.css';

const leave = (): void =>
  void loadChunk(() => import('./leave.ts')).then((module) => module.leave());

/** Who is signed in, their roles, and sign-out. */
function UserMenu({ onOpen }: HelpMenuProps) {
  const { username, roles } = useSession();
  const { isClusterAdmin } = useRights();
  const navigate = useNavigate();
  return (
    <MenuButton
      variant="plainText"
      icon={<UserIcon />}
      menu={{
        kind: 'actions',
        side: 'right',
        isInline: true,
        heading: {
          label: roles.length > 1 ? 'Your roles' : 'Your role',
          content: <p className="ast-roles">{roles.join(', ')}</p>,
        },
        items: [
          { text: 'Settings', run: () => void navigate(paths.settings()) },
          { text: 'Your sessions', run: () => void navigate(paths.sessions()) },
          ...(isClusterAdmin ? [{ text: 'View as…', run: () => onOpen('view-as') }] : []),
          { text: 'Sign out', run: leave },
        ],
      }}
    >
      <span className="ast-username">{username}</span>
    </MenuButton>
  );
}

/** The place of the bell, which comes after the rows. */
export const BELL_PLACE = 'bell';

/** The top of every page: navigation, live status and user menu. */
export function Masthead({ onOpen }: HelpMenuProps) {
  return (
    <header className="ast-masthead">
      <Link to={paths.overview()} className="ast-brand">
        <LogoMark />
        <span className="ast-brand-name">Asterism</span>
      </Link>
      <SectionNav />
      <FindField onOpen={onOpen} />
      <div className="ast-masthead-tools">
        <LiveIndicator />
        <div id={BELL_PLACE} className="ast-bell" />
        <HelpMenu onOpen={onOpen} />
        <ThemeMenu />
        <div data-user-menu>
          <UserMenu onOpen={onOpen} />
        </div>
      </div>
    </header>
  );
}
