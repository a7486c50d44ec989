import { liveStatus, useOutOfReachSince, type LiveStatus } from '#/api/live-status.ts';
import { useStore } from '#/lib/store.ts';
import { RelativeTime } from '#/ui/relative-time.tsx';
import './live-indicator.css';

const WORDS: Record<LiveStatus, { readonly text: string; readonly meaning: string }> = {
  connecting: { text: 'Connecting…', meaning: 'Changes will be shown as they happen.' },
  live: { text: 'Live', meaning: 'Changes are shown as they happen.' },
  reconnecting: {
    text: 'Reconnecting…',
    meaning: 'The live connection was lost. The page refreshes every few seconds until it is back.',
  },
  unreachable: {
    text: 'Console unreachable',
    meaning:
      'This browser receives nothing from the console’s server. The page tries to refresh every few seconds.',
  },
  'cut-off': {
    text: 'Federation unreachable',
    meaning:
      'The console’s server receives nothing from the federation. The page tries to refresh every few seconds.',
  },
};

/** Whether the page follows changes as they happen; if not, what is missing, and how old that makes the page. */
export function LiveIndicator() {
  const status = useStore(liveStatus);
  const since = useOutOfReachSince();
  const { text, meaning } = WORDS[status];
  return (
    <output className={`ast-live ast-live-${status}`} title={meaning}>
      <span className="ast-live-dot" aria-hidden="true" />
      <span className="ast-live-text">{text}</span>
      {since === undefined ? null : (
        // Spoken once, with the words: not each time that the age grows.
        <span className="ast-live-age" aria-hidden="true">
          shown as of <RelativeTime value={new Date(since).toISOString()} />
        </span>
      )}
    </output>
  );
}
