import { lazy, Suspense, useState } from 'react';
import { Outlet, redirect, ScrollRestoration, type LoaderFunctionArgs } from 'react-router';
import { queryClient } from '#/api/query-client.ts';
import { sessionQuery } from '#/api/session.ts';
import { useLiveEvents } from '#/events/use-live-events.ts';
import { SessionGuard } from '#/features/session/guard/session-guard.tsx';
import { paths } from '#/lib/paths.ts';
import { Masthead } from './masthead.tsx';
import { NavigationBar } from './navigation-bar.tsx';
import { ToastList } from './toast-list.tsx';
import { useFocusOnNavigation } from './use-focus-on-navigation.ts';
import { useShortcuts } from './use-shortcuts.ts';

const ShortcutHelp = lazy(() =>
  import('./shortcut-help.tsx').then(({ ShortcutHelp }) => ({ default: ShortcutHelp })),
);

const Palette = lazy(() => import('./palette.tsx').then(({ Palette }) => ({ default: Palette })));

/** Lets only signed-in users in; others go to the sign-in page and come back after. */
export async function loader({ request }: LoaderFunctionArgs) {
  const session = await queryClient.ensureQueryData(sessionQuery());
  if (session !== null) return null;
  const { pathname, search } = new URL(request.url);
  return redirect(paths.signIn(`${pathname}${search}`));
}

/** What is around every page of a signed-in user. */
export function AppLayout() {
  const [helpIsOpen, setHelpIsOpen] = useState(false);
  const [paletteIsOpen, setPaletteIsOpen] = useState(false);
  useLiveEvents();
  useFocusOnNavigation();
  useShortcuts({ onHelp: () => setHelpIsOpen(true), onPalette: () => setPaletteIsOpen(true) });

  return (
    <div className="ast-shell">
      <a className="ast-skip-link" href="#main">
        Skip to content
      </a>
      <Masthead onHelp={() => setHelpIsOpen(true)} />
      <NavigationBar />
      <main id="main" className="ast-main" tabIndex={-1}>
        <Outlet />
      </main>
      <ScrollRestoration />
      <ToastList />
      <SessionGuard />
      <Suspense>
        {helpIsOpen ? <ShortcutHelp onClose={() => setHelpIsOpen(false)} /> : null}
        {paletteIsOpen ? <Palette onClose={() => setPaletteIsOpen(false)} /> : null}
      </Suspense>
    </div>
  );
}
