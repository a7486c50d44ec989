import { liveStatus, type LiveStatus } from '#/api/live-status.ts';
import { useStore } from '#/lib/store.ts';

const WORDS: Record<LiveStatus, { readonly text: string; readonly meaning: string }> = {
  connecting: { text: 'Connecting…', meaning: 'Changes will be shown as they happen.' },
  live: { text: 'Live', meaning: 'Changes are shown as they happen.' },
  reconnecting: {
    text: 'Reconnecting…',
    meaning: 'The live connection broke off. Until it is back, the page asks every few seconds.',
  },
  'cut-off': {
    text: 'Federation out of reach',
    meaning:
      'What you see is the last that was known. It is read again once the federation is back.',
  },
};

/** Whether the page follows changes as they happen. */
export function LiveIndicator() {
  const status = useStore(liveStatus);
  const { text, meaning } = WORDS[status];
  return (
    <output className={`ast-live ast-live-${status}`} title={meaning}>
      <span className="ast-live-dot" aria-hidden="true" />
      {text}
    </output>
  );
}
