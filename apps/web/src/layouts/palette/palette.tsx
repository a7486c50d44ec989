import { Modal, ModalBody } from '@patternfly/react-core/dist/esm/components/Modal';
import {
  Suspense,
  useCallback,
  useDeferredValue,
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
} from 'react';
import { FIND_FIELD, leftForPalette } from '#/layouts/find-field.tsx';
import type { OverlayName } from '#/layouts/overlays.tsx';
import { lazyPart } from '#/lib/lazy-part.ts';
import { tidyText } from '#/lib/pasted-text.ts';
import type { PaletteDialog, PaletteEntry } from './entry.ts';
import { PaletteResults, type ResultsState } from './palette-results.tsx';
import './palette.css';

const OpenPaletteDialog = lazyPart(
  () => import('./palette-dialogs.tsx'),
  ({ OpenPaletteDialog }) => OpenPaletteDialog,
);

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
/** What a text asks for. The blank after a verb says that a name follows. */
function soughtIn(typed: string): string {
  const text = tidyText(typed);
  return /\s$/.test(typed) && text !== '' ? `${text} ` : text;
}

const takeFirst = (box: Element | null): void =>
  box?.querySelector<HTMLElement>('a, button')?.click();

/** The field in the masthead, where one may type before this is there. */
const findField = () => document.querySelector<HTMLInputElement>(`#${FIND_FIELD}`);

interface PaletteProps {
  readonly onClose: () => void;
  /** Opens something else in its place. */
  readonly onOpen: (name: OverlayName) => void;
}

/** Finds everything and does it by typing: Enter takes the first result, the arrows choose another. */
export function Palette({ onClose, onOpen }: PaletteProps) {
  // It opens with what that finds, and not with all offers first.
  const [before] = useState(() => findField()?.value ?? '');
  const [typed, setTyped] = useState(before);
  const [dialog, setDialog] = useState<PaletteDialog>();
  // A letter is painted before what it finds: what is sought waits for it.
  const sought = useDeferredValue(soughtIn(typed));
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  /** What of the text in the masthead is taken already. */
  const taken = useRef(before);
  /** What the results are of, and whether they are all there. */
  const results = useRef<{ sought: string; state: ResultsState }>({ sought, state: 'searching' });
  /** The text whose results Enter waits for: it means the best of all, neither the first that comes nor the one of before. */
  const awaited = useRef<string>(undefined);

  const takeResults = useCallback((sought: string, state: ResultsState) => {
    results.current = { sought, state };
    if (awaited.current !== sought || state === 'searching') return;
    awaited.current = undefined;
    if (state === 'known') takeFirst(box.current);
  }, []);
  const close = useCallback(() => {
    awaited.current = undefined;
    onClose();
  }, [onClose]);
  const choose = useCallback(
    ({ act }: PaletteEntry) => {
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
    },
    [close, onOpen],
  );

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
    const field = findField();
    if (field === null || field.value === '') return;
    const { value } = field;
    const all = value.startsWith(taken.current) ? typed + value.slice(taken.current.length) : value;
    taken.current = '';
    type(all);
    if (leftForPalette.entered === value) {
      awaited.current = soughtIn(all);
      // They may have come before the focus did.
      takeResults(results.current.sought, results.current.state);
    }
    leftForPalette.entered = undefined;
    field.value = '';
  }

  function type(text: string) {
    awaited.current = undefined;
    setTyped(text);
  }

  function onKeyDown(event: KeyboardEvent) {
    const stops = [...(box.current?.querySelectorAll<HTMLElement>('input, a, button') ?? [])];
    const at = stops.findIndex((stop) => stop === document.activeElement);
    if (event.key === 'Enter' && at === 0) {
      event.preventDefault();
      const text = soughtIn(typed);
      const isThere = results.current.sought === text && results.current.state !== 'searching';
      awaited.current = isThere ? undefined : text;
      return isThere ? takeFirst(box.current) : undefined;
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
            onChange={(event) => type(event.target.value)}
          />
          <div className="ast-palette-found" aria-busy={sought !== soughtIn(typed)}>
            <PaletteResults
              sought={sought}
              onChoose={choose}
              onClose={close}
              onState={takeResults}
            />
          </div>
        </div>
      </ModalBody>
    </Modal>
  );
}
