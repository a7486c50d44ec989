import { Suspense, useEffect, useState } from 'react';
import { liveStatus } from '#/api/live-status.ts';
import { useLiveEvents } from '#/events/use-live-events.ts';
import { SessionGuard } from '#/features/session/guard/session-guard.tsx';
import { lazyPart } from '#/lib/lazy-part.ts';
import { useStore } from '#/lib/store.ts';
import type { HelpMenuProps } from './help-menu.tsx';
import { Notices } from './notices.tsx';
import { useRecentPages } from './recent-pages.ts';
import { useKeptSettings } from './use-kept-settings.ts';
import { useShortcuts } from './use-shortcuts.ts';

const TaskDrawer = lazyPart(
  () => import('./task-drawer.tsx'),
  ({ TaskDrawer }) => TaskDrawer,
);
const Bell = lazyPart(
  () => import('./bell.tsx'),
  ({ Bell }) => Bell,
);
const FailureNotices = lazyPart(
  () => import('#/features/workflows/failure-notices.tsx'),
  ({ FailureNotices }) => FailureNotices,
);

/** Whether it is painted that the page is live, or that it cannot be: what it takes to be live goes before what else is read. */
function useLiveShown(): boolean {
  const isConnecting = useStore(liveStatus) === 'connecting';
  const [isShown, setIsShown] = useState(false);
  useEffect(() => {
    if (isConnecting) return undefined;
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => setIsShown(true));
    });
    return () => cancelAnimationFrame(frame);
  }, [isConnecting]);
  return isShown;
}

/** The copy of this browser is shown until they are read. */
function KeptSettings() {
  useKeptSettings();
  return null;
}

/**
 * What nobody misses until the page shows what it was opened for: the keys, the events, the settings of the person, the watch
 * over the session, the tasks at the foot of the page, the bell, and what is told over the page.
 */
export function AfterRows({ onOpen }: HelpMenuProps) {
  useLiveEvents();
  useShortcuts(onOpen);
  useRecentPages();
  const isLiveShown = useLiveShown();
  return (
    <>
      <SessionGuard />
      {isLiveShown ? (
        <Suspense fallback={null}>
          <KeptSettings />
          <TaskDrawer />
          <Bell />
          <FailureNotices />
        </Suspense>
      ) : null}
      <Notices />
    </>
  );
}
