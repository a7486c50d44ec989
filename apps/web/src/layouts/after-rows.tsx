import { useLiveEvents } from '#/events/use-live-events.ts';
import { Notices } from './notices.tsx';

/** What nobody misses until the page shows what it was opened for: the events, and what is told over the page. */
export function AfterRows() {
  useLiveEvents();
  return <Notices />;
}
