import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import {
  Outlet,
  redirect,
  ScrollRestoration,
  useLocation,
  useNavigation,
  type LoaderFunctionArgs,
} from 'react-router';
import { queryClient } from '#/api/query-client.ts';
import { sessionQuery } from '#/api/session.ts';
import { useLiveEvents } from '#/events/use-live-events.ts';
import { SessionGuard } from '#/features/session/guard/session-guard.tsx';
import { paths } from '#/lib/paths.ts';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import { Masthead } from './masthead.tsx';
import { ToastList } from './toast-list.tsx';
import { useShortcuts } from './use-shortcuts.ts';
import './app-layout.css';

/** Shown until it is known who is signed in: the frame alone, so that nothing jumps. */
export function LoadingShell() {
  return (
    <div className="ast-shell">
      <div className="ast-masthead" />
      <main className="ast-main">
        <div className="ast-page">
          <SkeletonLines count={6} />
        </div>
      </main>
    </div>
  );
}

/** Focuses the heading of a new page, so that a screen reader reads it and Tab starts there. */
function useFocusOnNavigation(): void {
  const { pathname } = useLocation();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
  }, [pathname]);
}

/** A thin bar while the next page loads. */
function NavigationBar() {
  const { state } = useNavigation();
  return state === 'idle' ? null : (
    <progress className="ast-navigation-bar" aria-label="Loading page" />
  );
}

const ShortcutHelp = lazy(() =>
  import('./shortcut-help.tsx').then(({ ShortcutHelp }) => ({ default: ShortcutHelp })),
);

const Palette = lazy(() => import('./palette.tsx').then(({ Palette }) => ({ default: Palette })));

/** Lets only signed-in users in; others go to the sign-in page and come back afterwards. */
export async function loader({ request }: LoaderFunctionArgs) {
  const session = await queryClient.ensureQueryData(sessionQuery());
  if (session !== null) return null;
  const { pathname, search } = new URL(request.url);
  return redirect(paths.signIn(`${pathname}${search}`));
}

/** The frame around every page of a signed-in user. */
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
