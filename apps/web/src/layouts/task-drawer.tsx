import { RhMicronsCaretDownIcon } from '@patternfly/react-icons/dist/esm/icons/rh-microns-caret-down-icon';
import { RhMicronsCaretUpIcon } from '@patternfly/react-icons/dist/esm/icons/rh-microns-caret-up-icon';
import { Suspense, useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import { useSession } from '#/api/session.ts';
import { formatCount } from '#/lib/format.ts';
import { lazyPart } from '#/lib/lazy-part.ts';
import { useStore } from '#/lib/store.ts';
import { tabMemory } from '#/lib/tab-memory.ts';
import { taskName } from '#/domain/task-words.ts';
import { drawerCalls } from './drawer-calls.ts';
import { lastLookOf } from './last-look.ts';
import { useActivity, type Activity } from './use-activity.ts';
import './task-drawer.css';

const DrawerContent = lazyPart(
  () => import('./drawer-content.tsx'),
  ({ DrawerContent }) => DrawerContent,
);

const KEPT_AS = 'task drawer';

/** What is new since the last look, in words; only what there is. */
function summaryOf({ active, failed, done, isKnown }: Activity, since: number): string {
  const failedSince = failed.tasks.filter(({ endedAt = '' }) => Date.parse(endedAt) > since);
  const counts = [
    [active.total, 'in progress'],
    [failedSince.length, 'failed'],
    [done.total, 'done since you last looked'],
  ] as const;
  const parts = counts
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${formatCount(count)} ${words}`);
  if (parts.length > 0) return parts.join(' · ');
  return isKnown ? 'Nothing in progress' : '';
}

/** At the foot of every page: what runs, what has failed and what is done since the last look; opened, a list of it. */
export function TaskDrawer() {
  const { username } = useSession();
  const { at, seeAll } = lastLookOf(username);
  const lastLook = useStore(at);
  const activity = useActivity(lastLook);
  const [isOpen, setIsOpen] = useState(() => tabMemory.read(KEPT_AS) === true);
  const drawer = useRef<HTMLElement>(null);
  const toggle = useRef<HTMLButtonElement>(null);
  const contentId = useId();
  const summary = summaryOf(activity, lastLook);
  const [first] = activity.active.tasks;

  function show(isToBeOpen: boolean) {
    // What was listed has been seen; until then it counts as new.
    if (isOpen) seeAll();
    tabMemory.keep(KEPT_AS, isToBeOpen);
    setIsOpen(isToBeOpen);
  }

  const onEscape = useEffectEvent(({ key }: KeyboardEvent) => {
    if (key !== 'Escape' || !isOpen) return;
    show(false);
    toggle.current?.focus();
  });
  useEffect(() => {
    const element = drawer.current;
    element?.addEventListener('keydown', onEscape);
    return () => element?.removeEventListener('keydown', onEscape);
  }, []);

  const onCall = useEffectEvent(() => {
    if (!isOpen) show(true);
    toggle.current?.focus();
  });
  useEffect(() => drawerCalls.subscribe(() => onCall()), []);

  return (
    <section ref={drawer} className="ast-drawer" aria-label="Task drawer">
      <button
        ref={toggle}
        type="button"
        className="ast-drawer-toggle"
        aria-expanded={isOpen}
        aria-controls={contentId}
        onClick={() => show(!isOpen)}
      >
        {isOpen ? <RhMicronsCaretDownIcon /> : <RhMicronsCaretUpIcon />}
        <strong>Tasks</strong>
        <output>{activity.failure === null ? summary : 'Tasks can’t be read'}</output>
        {first === undefined ? null : (
          <span className="ast-drawer-first" aria-hidden="true">
            {taskName(first)} {Math.trunc(first.percent)}%
          </span>
        )}
      </button>
      <div id={contentId}>
        <Suspense>{isOpen ? <DrawerContent activity={activity} /> : null}</Suspense>
      </div>
    </section>
  );
}
