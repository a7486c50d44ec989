import { useLiveEvents } from '#/events/use-live-events.ts';
import { SessionGuard } from '#/features/session/guard/session-guard.tsx';
import { Notices } from './notices.tsx';
import { useKeptSettings } from './use-kept-settings.ts';

/**
 * What nobody misses until the page shows what it was opened for: the events, the settings of the person, the
 * watch over the session, and what is told over the page.
 */
export function AfterRows() {
  useLiveEvents();
  useKeptSettings();
  return (
    <>
      <SessionGuard />
      <Notices />
    </>
  );
}
