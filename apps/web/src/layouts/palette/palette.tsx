import { Modal, ModalBody } from '@patternfly/react-core/dist/esm/components/Modal';
import { lazy, Suspense, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Link } from 'react-router';
import { FIND_FIELD, leftForPalette } from '#/layouts/find-field.tsx';
import type { OverlayName } from '#/layouts/overlays.tsx';
import { formatCount } from '#/lib/format.ts';
import { loadChunk } from '#/lib/load-chunk.ts';
import { tidyText } from '#/lib/pasted-text.ts';
import type { PaletteDialog, PaletteEntry, PaletteGroup } from './entry.ts';
import { useGroups } from './use-groups.ts';
import './palette.css';

const OpenPaletteDialog = lazy(() =>
  loadChunk(() => import('./palette-dialogs.tsx')).then((module) => ({
    default: module.OpenPaletteDialog,
  })),
);

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
const AND = new Intl.ListFormat('en', { type: 'conjunction' });

/** What there is to say of all groups together. */
function noteOf(groups: readonly PaletteGroup[], typed: string): string {
  const failed = groups.filter(({ state }) => state === 'failed').map(({ title }) => title);
  const count = groups.reduce((sum, { total }) => sum + total, 0);
  if (groups.some(({ state }) => state === 'searching')) return 'Searching …';
  if (failed.length > 0) return `${AND.format(failed)} could not be searched`;
  if (typed === '') return '';
  return count === 0 ? 'No results' : `${formatCount(count)} ${count === 1 ? 'result' : 'results'}`;
}

interface EntryProps {
  readonly entry: PaletteEntry;
  readonly onChoose: (entry: PaletteEntry) => void;
}

function Entry({ entry, onChoose }: EntryProps) {
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
}

interface GroupProps {
  readonly group: PaletteGroup;
  readonly onChoose: (entry: PaletteEntry) => void;
  readonly onClose: () => void;
}

function Group({ group, onChoose, onClose }: GroupProps) {
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
}

const takeFirst = (box: Element | null): void =>
  box?.querySelector<HTMLElement>('a, button')?.click();

interface PaletteProps {
  readonly onClose: () => void;
  /** Opens something else in its place. */
  readonly onOpen: (name: OverlayName) => void;
}

/** Finds everything and does it by typing: Enter takes the first result, the arrows choose another. */
export function Palette({ onClose, onOpen }: PaletteProps) {
  const [typed, setTyped] = useState('');
  const [dialog, setDialog] = useState<PaletteDialog>();
  const text = tidyText(typed);
  // The blank after a verb says that a name follows.
  const groups = useGroups(/\s$/.test(typed) && text !== '' ? `${text} ` : text);
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const isSearching = groups.some(({ state }) => state === 'searching');
  const hasFailed = groups.some(({ state }) => state === 'failed');
  /** The text whose results Enter waits for. */
  const awaited = useRef<string>(undefined);

  // Enter means the best of all results, and not of those that happen to be there: neither first, nor alone.
  useEffect(() => {
    const waitsFor = awaited.current;
    if (waitsFor === undefined || (isSearching && waitsFor === typed)) return;
    awaited.current = undefined;
    if (waitsFor === typed && !hasFailed) takeFirst(box.current);
  }, [isSearching, hasFailed, typed]);
  function close() {
    awaited.current = undefined;
    onClose();
  }

  // Whoever came by the keys goes back to where they were, when the dialog has given the focus to the field.
  useEffect(
    () => () => {
      const { element } = leftForPalette;
      leftForPalette.element = undefined;
      setTimeout(() => {
        const isAtField = document.activeElement?.id === FIND_FIELD;
        if (isAtField && element instanceof HTMLElement && element.isConnected) element.focus();
      });
    },
    [],
  );

  /** What was typed in the masthead before this was there. */
  function takeTyped() {
    const field = document.querySelector<HTMLInputElement>(`#${FIND_FIELD}`);
    if (field === null || field.value === '') return;
    const { value } = field;
    const all = typed + value;
    if (leftForPalette.entered === value) awaited.current = all;
    leftForPalette.entered = undefined;
    field.value = '';
    setTyped(all);
  }

  function choose({ act }: PaletteEntry) {
    if (act.kind === 'dialog') return setDialog(act.dialog);
    if (act.kind === 'overlay') return onOpen(act.name);
    if (act.kind === 'type') {
      setTyped(act.text);
      return input.current?.focus();
    }
    close();
    if (act.kind === 'run') act.run();
    if (act.kind === 'leave') location.assign(act.to);
    return undefined;
  }

  function onKeyDown(event: KeyboardEvent) {
    const stops = [...(box.current?.querySelectorAll<HTMLElement>('input, a, button') ?? [])];
    const at = stops.findIndex((stop) => stop === document.activeElement);
    if (event.key === 'Enter' && at === 0) {
      event.preventDefault();
      awaited.current = isSearching ? typed : undefined;
      return isSearching ? undefined : takeFirst(box.current);
    }
    const isLetter = event.key.length === 1 && event.key !== ' ';
    if (isLetter && !event.ctrlKey && !event.metaKey && !event.altKey) input.current?.focus();
    const step = STEPS[event.key];
    if (step === undefined) return undefined;
    event.preventDefault();
    // Who chooses by hand waits no more.
    awaited.current = undefined;
    return stops.at((at + step) % stops.length)?.focus();
  }

  if (dialog !== undefined) {
    return (
      <Suspense>
        <OpenPaletteDialog dialog={dialog} onClose={onClose} />
      </Suspense>
    );
  }
  return (
    <Modal
      isOpen
      variant="medium"
      position="top"
      aria-label="Search or run a command"
      elementToFocus="#ast-palette-input"
      onClose={close}
      onKeyDown={onKeyDown}
    >
      <ModalBody>
        <div ref={box} className="ast-palette">
          <input
            ref={input}
            id="ast-palette-input"
            type="text"
            autoComplete="off"
            aria-label="Search or run a command"
            placeholder="A name, a page, or what to do: resize, delete, give access, dark theme …"
            value={typed}
            onFocus={takeTyped}
            onChange={(event) => setTyped(event.target.value)}
          />
          <div className="ast-palette-results" aria-busy={isSearching}>
            {groups.map((group) => (
              <Group key={group.title} group={group} onChoose={choose} onClose={close} />
            ))}
          </div>
          <output className="ast-quiet">{noteOf(groups, text)}</output>
        </div>
      </ModalBody>
    </Modal>
  );
}
