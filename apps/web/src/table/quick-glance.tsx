import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { RhMicronsCloseIcon } from '@patternfly/react-icons/dist/esm/icons/rh-microns-close-icon';
import { useEffect, useEffectEvent, useId, useRef, type ReactNode } from 'react';
import { singleKeys } from '#/lib/settings.ts';
import { isTyping } from './table-keys.ts';
import type { Glance } from './use-glance.ts';
import './quick-glance.css';

/** Shows the row that has the focus; once more, goes into what is shown. */
export const GLANCE_KEY = 'q';

interface QuickGlanceProps {
  readonly glance: Glance;
  /** Of the row that it is at. */
  readonly title: ReactNode;
  readonly children: ReactNode;
}

const rowOf = (element: Element): string | undefined =>
  element.closest('tbody tr')?.querySelector<HTMLElement>('.ast-row-menu')?.dataset['row'];

/** The link of a row that is drawn. */
const linkOf = (id: string): HTMLElement | null =>
  document
    .querySelector(`.ast-row-menu[data-row="${CSS.escape(id)}"]`)
    ?.closest('tr')
    ?.querySelector<HTMLElement>('th a') ?? null;

/** Where there is no room beside the table, it lies over it, as quick-glance.css has it. */
const isSheet = (): boolean => matchMedia('(width < 60rem)').matches;

/**
 * Shows the row that has the focus beside its table. The focus stays in the table, so that the arrow keys go on to the
 * next row; the same key again leads into the panel, and Escape closes it.
 */
export function QuickGlance({ glance, title, children }: QuickGlanceProps) {
  const { id } = glance;
  const heading = useRef<HTMLHeadingElement>(null);
  const titleId = useId();

  function close(): void {
    const isInside = heading.current?.closest('aside')?.contains(document.activeElement) === true;
    const table = document.querySelector<HTMLElement>('.ast-table-scroll');
    if (isInside && id !== undefined) (linkOf(id) ?? table)?.focus();
    glance.close();
  }
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const { target, key } = event;
    if (!(target instanceof HTMLElement) || event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === 'Escape' && id !== undefined && target.closest('.ast-look, .ast-table-scroll')) {
      return close();
    }
    const row = rowOf(target);
    if (key !== GLANCE_KEY || singleKeys.get() === 'off' || isTyping(target)) return;
    if (row === undefined) return;
    event.preventDefault();
    if (row === id) heading.current?.focus();
    else glance.open(row);
  });
  const follow = useEffectEvent(({ target, type }: Event) => {
    if (id === undefined || !(target instanceof Element)) return;
    if (type === 'click' && target.closest('a, button, input') !== null) return;
    const row = rowOf(target);
    if (row !== undefined && row !== id) glance.follow(row);
  });
  useEffect(() => {
    const ended = new AbortController();
    const { signal } = ended;
    addEventListener('keydown', onKey, { signal });
    addEventListener('focusin', follow, { signal });
    addEventListener('click', follow, { signal });
    return () => ended.abort();
  }, []);

  const isOpen = id !== undefined;
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    // Not after a reload: then nobody has asked for it just now.
    if (isOpen && !wasOpen.current && isSheet()) heading.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);

  if (!isOpen) return null;
  return (
    <aside className="ast-look" aria-labelledby={titleId}>
      <div className="ast-look-head">
        <h2 ref={heading} id={titleId} tabIndex={-1}>
          <span className="pf-v6-screen-reader">Quick look: </span>
          {title}
        </h2>
        <Button
          variant="plain"
          size="sm"
          aria-label="Close quick look"
          icon={<RhMicronsCloseIcon />}
          onClick={close}
        />
      </div>
      <div className="ast-look-body ast-stack">{children}</div>
    </aside>
  );
}
