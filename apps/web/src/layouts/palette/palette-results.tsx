import { memo, useEffect } from 'react';
import { Link } from 'react-router';
import { andList } from '#/lib/and-list.ts';
import { formatCount } from '#/lib/format.ts';
import type { PaletteEntry, PaletteGroup } from './entry.ts';
import { useGroups } from './use-groups.ts';

/** Whether all that is sought is found; `failed` when some of it could not be searched. */
export type ResultsState = 'searching' | 'failed' | 'known';

function stateOf(groups: readonly PaletteGroup[]): ResultsState {
  if (groups.some(({ state }) => state === 'searching')) return 'searching';
  return groups.some(({ state }) => state === 'failed') ? 'failed' : 'known';
}

/** What there is to say of all groups together. */
function noteOf(groups: readonly PaletteGroup[], sought: string): string {
  if (stateOf(groups) === 'searching') return 'Searching …';
  const failed = groups.filter(({ state }) => state === 'failed').map(({ title }) => title);
  if (failed.length > 0) return `${andList(failed)} could not be searched`;
  if (sought === '') return '';
  const count = groups.reduce((sum, { total }) => sum + total, 0);
  return count === 0 ? 'No results' : `${formatCount(count)} ${count === 1 ? 'result' : 'results'}`;
}

interface EntryProps {
  readonly entry: PaletteEntry;
  readonly onChoose: (entry: PaletteEntry) => void;
}

/** Whether two entries look alike and do the same. */
function isAlike(a: PaletteEntry, b: PaletteEntry): boolean {
  const isSameAct =
    a.act === b.act || (a.act.kind === 'go' && b.act.kind === 'go' && a.act.to === b.act.to);
  return isSameAct && a.text === b.text && a.detail === b.detail && a.reason === b.reason;
}

const isSameEntry = (before: EntryProps, now: EntryProps): boolean =>
  before.onChoose === now.onChoose && isAlike(before.entry, now.entry);

/** What a letter leaves as it was is not drawn again. */
const Entry = memo(function Entry({ entry, onChoose }: EntryProps) {
  const { text, detail, act, reason } = entry;
  const content = (
    <>
      <span>{text}</span>
      <span className="ast-quiet">{reason === undefined ? detail : `${detail} · ${reason}`}</span>
    </>
  );
  if (act.kind === 'go' && reason === undefined) {
    return (
      <Link to={act.to} className="ast-palette-entry" onClick={() => onChoose(entry)}>
        {content}
      </Link>
    );
  }
  return (
    <button
      type="button"
      className="ast-palette-entry"
      aria-disabled={reason !== undefined}
      onClick={() => (reason === undefined ? onChoose(entry) : undefined)}
    >
      {content}
    </button>
  );
}, isSameEntry);

interface GroupProps {
  readonly group: PaletteGroup;
  readonly onChoose: (entry: PaletteEntry) => void;
  readonly onClose: () => void;
}

/** What the answer about another kind leaves as it was is not drawn again. */
const Group = memo(function Group({ group, onChoose, onClose }: GroupProps) {
  const { title, entries, total, all, state } = group;
  if (entries.length === 0) return null;
  const count = formatCount(total);
  const hasMore = state === 'known' && all !== undefined && total > entries.length;
  return (
    <section aria-label={title}>
      <h2 className="ast-palette-kind">
        {title} <span className="ast-quiet">{state === 'known' ? count : ''}</span>
      </h2>
      <ul className="ast-plain-list" aria-label={title}>
        {entries.map((entry) => (
          <li key={entry.id}>
            <Entry entry={entry} onChoose={onChoose} />
          </li>
        ))}
        {hasMore ? (
          <li>
            <Link to={all} className="ast-palette-entry" onClick={onClose}>
              Show all {count} matches in the list
            </Link>
          </li>
        ) : null}
      </ul>
    </section>
  );
});

interface PaletteResultsProps {
  /** What a text asks for. */
  readonly sought: string;
  readonly onChoose: (entry: PaletteEntry) => void;
  readonly onClose: () => void;
  /** Called when the results that are shown have changed. */
  readonly onState: (sought: string, state: ResultsState) => void;
}

/** What is found of every kind, and a line that says how much. */
export const PaletteResults = memo(function PaletteResults(props: PaletteResultsProps) {
  const { sought, onChoose, onClose, onState } = props;
  const groups = useGroups(sought);
  const state = stateOf(groups);
  useEffect(() => onState(sought, state), [onState, sought, state]);
  return (
    <>
      <div className="ast-palette-results" aria-busy={state === 'searching'}>
        {groups.map((group) => (
          <Group key={group.title} group={group} onChoose={onChoose} onClose={onClose} />
        ))}
      </div>
      <output className="ast-quiet">{noteOf(groups, sought)}</output>
    </>
  );
});
