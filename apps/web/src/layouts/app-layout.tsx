import { Suspense, useState } from 'react';
import {
  Outlet,
  redirect,
  ScrollRestoration,
  useLocation,
  useNavigation,
  type LoaderFunctionArgs,
} from 'react-router';
import { useOutOfReachSince } from '#/api/live-status.ts';
import { useFirstShown } from '#/api/first-shown.ts';
import { queryClient } from '#/api/query-client.ts';
import { sessionQuery, useSession } from '#/api/session.ts';
import { lazyPart } from '#/lib/lazy-part.ts';
import { missingChunks } from '#/lib/load-chunk.ts';
import { paths } from '#/lib/paths.ts';
import { useStore } from '#/lib/store.ts';
import { OutOfReachSince } from '#/ui/out-of-reach.ts';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import { Masthead } from './masthead.tsx';
import type { OverlayName } from './overlays.tsx';
import { PrintedAt } from './printed-at.tsx';
import { usePageFocus } from './use-page-focus.ts';
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

/** A thin bar while the next page loads. */
function NavigationBar() {
  const { state } = useNavigation();
  const isMissing = useStore(missingChunks).length > 0;
  return state === 'idle' || isMissing ? null : (
    <progress className="ast-navigation-bar" aria-label="Loading page" />
  );
}

const Overlay = lazyPart(
  () => import('./overlays.tsx'),
  ({ Overlay }) => Overlay,
);

const PreviewBanner = lazyPart(
  () => import('./preview-banner.tsx'),
  ({ PreviewBanner }) => PreviewBanner,
);

const AfterRows = lazyPart(
  () => import('./after-rows.tsx'),
  ({ AfterRows }) => AfterRows,
);

/** Lets only signed-in users in; others go to the sign-in page and come back afterwards. */
export async function loader({ request }: LoaderFunctionArgs) {
  const session = await queryClient.ensureQueryData(sessionQuery());
  if (session !== null) return null;
  const { pathname, search } = new URL(request.url);
  return redirect(paths.signIn(`${pathname}${search}`));
}

/** The frame around every page of a signed-in user. */
export function AppLayout() {
  const [overlay, setOverlay] = useState<OverlayName>();
  const isShown = useFirstShown();
  const outOfReachSince = useOutOfReachSince();
  const { preview } = useSession();
  const { pathname } = useLocation();
  usePageFocus();

  return (
    <div className="ast-shell">
      <a className="ast-skip-link" href="#main">
        Skip to content
      </a>
      {/* The page waits for it, so that nothing moves when it comes. */}
      {preview === undefined ? null : <PreviewBanner preview={preview} />}
      <Masthead onOpen={setOverlay} />
      <NavigationBar />
      <main id="main" className="ast-main" tabIndex={-1}>
        <OutOfReachSince value={outOfReachSince}>
          {/* What is typed or chosen about one thing is not about the next one at the same route. */}
          <Outlet key={pathname} />
        </OutOfReachSince>
      </main>
      <PrintedAt />
      <ScrollRestoration />
      <Suspense>{isShown ? <AfterRows onOpen={setOverlay} /> : null}</Suspense>
      <Suspense>
        {overlay === undefined ? null : (
          <Overlay name={overlay} onClose={() => setOverlay(undefined)} onOpen={setOverlay} />
        )}
      </Suspense>
    </div>
  );
}
