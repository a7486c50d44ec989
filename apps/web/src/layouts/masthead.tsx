import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { MoonIcon } from '@patternfly/react-icons/dist/esm/icons/moon-icon';
import { QuestionCircleIcon } from '@patternfly/react-icons/dist/esm/icons/question-circle-icon';
import { SunIcon } from '@patternfly/react-icons/dist/esm/icons/sun-icon';
import { Link, NavLink } from 'react-router';
import { useRights } from '#/api/session.ts';
import { useStore } from '#/lib/store.ts';
import { chooseTheme, theme } from '#/lib/theme.ts';
import { paths } from '#/lib/paths.ts';
import { LogoMark } from '#/ui/logo.tsx';
import { LiveIndicator } from './live-indicator.tsx';
import { sectionsFor } from './sections.ts';
import { UserMenu } from './user-menu.tsx';

/** The top of every page: where one can go, whether it is live, and who one is. */
export function Masthead({ onHelp }: { readonly onHelp: () => void }) {
  const sections = sectionsFor(useRights());
  const isDark = useStore(theme) === 'dark';
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
        <Button
          variant="plain"
          aria-label={isDark ? 'Use the light theme' : 'Use the dark theme'}
          title={isDark ? 'Light theme' : 'Dark theme'}
          icon={isDark ? <SunIcon /> : <MoonIcon />}
          onClick={() => chooseTheme(isDark ? 'light' : 'dark')}
        />
        <UserMenu />
      </div>
    </header>
  );
}
