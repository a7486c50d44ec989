import { useEffect, useEffectEvent } from 'react';
import { useNavigate } from 'react-router';
import { useRights } from '#/api/session.ts';
import { singleKeys } from '#/lib/single-keys.ts';
import { sectionsFor } from './sections.ts';

const SEQUENCE_MS = 1500;

const dialogIsOpen = (): boolean =>
  document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;

/** Whether keys belong to what has the focus: typing, or a dialog that is open. */
const isTaken = (target: EventTarget | null): boolean =>
  (target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))) ||
  dialogIsOpen();

function focusSearch(): boolean {
  const search = document.querySelector<HTMLInputElement>('[data-search] input');
  search?.focus();
  search?.select();
  return search !== null;
}

interface ShortcutHandlers {
  readonly onHelp: () => void;
  readonly onPalette: () => void;
}

/** The keys that work on every page. None does anything that needs a confirmation. */
export function useShortcuts({ onHelp, onPalette }: ShortcutHandlers): void {
  const navigate = useNavigate();
  const sections = sectionsFor(useRights());

  const goTo = useEffectEvent((key: string): boolean => {
    const section = sections.find((candidate) => candidate.key === key);
    if (section !== undefined) void navigate(section.path);
    return section !== undefined;
  });
  const help = useEffectEvent(() => {
    onHelp();
    return true;
  });
  const palette = useEffectEvent(() => onPalette());

  useEffect(() => {
    let afterG = -Infinity;
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k' && !dialogIsOpen()) {
        event.preventDefault();
        return palette();
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target)) return;
      if (!singleKeys.get()) return;
      const inSequence = performance.now() - afterG < SEQUENCE_MS;
      afterG = event.key === 'g' ? performance.now() : -Infinity;
      const done =
        (inSequence && goTo(event.key)) ||
        (event.key === '/' && focusSearch()) ||
        (event.key === '?' && help());
      if (done) event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
