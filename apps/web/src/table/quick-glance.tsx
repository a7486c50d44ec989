import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { RhMicronsCloseIcon } from '@patternfly/react-icons/dist/esm/icons/rh-microns-close-icon';
import { useEffect, useEffectEvent, useId, useRef, type ReactNode } from 'react';
import { askedGlance, idOfRow } from './table-keys.ts';
import type { Glance } from './use-glance.ts';
import './quick-glance.css';

interface QuickGlanceProps {
  readonly glance: Glance;
  /** Of the row that it is at. */
  readonly title: ReactNode;
  readonly children: ReactNode;
}

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
  /** Whether the focus is in it, or was until what had it went. */
  const isInside = useRef(false);

  function close(): void {
    const table = document.querySelector<HTMLElement>('.ast-table-scroll');
    if (isInside.current && id !== undefined) (linkOf(id) ?? table)?.focus();
    glance.close();
  }
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const { target, key } = event;
    if (!(target instanceof HTMLElement) || event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === 'Escape' && id !== undefined && target.closest('.ast-look, .ast-table-scroll')) {
      close();
    }
  });
  const answer = useEffectEvent(() => {
    const asked = askedGlance.get();
    if (asked === undefined) return;
    askedGlance.set(undefined);
    // Whoever has gone on meanwhile is not called back.
    if (idOfRow(document.activeElement) !== asked.id) return;
    if (asked.id === id) heading.current?.focus();
    else glance.open(asked.id);
  });
  const follow = useEffectEvent(({ target, type }: Event) => {
    if (id === undefined || !(target instanceof Element)) return;
    if (type === 'click' && target.closest('a, button, input') !== null) return;
    const row = idOfRow(target);
    if (row !== undefined && row !== id) glance.follow(row);
  });
  useEffect(() => {
    const ended = new AbortController();
    const { signal } = ended;
    addEventListener('keydown', onKey, { signal });
    addEventListener('focusin', follow, { signal });
    addEventListener('click', follow, { signal });
    signal.addEventListener('abort', askedGlance.subscribe(answer));
    answer();
    return () => ended.abort();
  }, []);

  const isOpen = id !== undefined;
  useEffect(() => {
    const panel = heading.current?.closest('aside');
    if (!isOpen || !panel) return undefined;
    // What it shows is live: whoever was at something that is gone is still in it.
    const changes = new MutationObserver(() => {
      if (isInside.current && document.activeElement === document.body) heading.current?.focus();
    });
    changes.observe(panel, { childList: true, subtree: true });
    return () => {
      changes.disconnect();
      isInside.current = false;
    };
  }, [isOpen]);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    // Not after a reload: then nobody has asked for it just now.
    if (isOpen && !wasOpen.current && isSheet()) heading.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);

  if (!isOpen) return null;
  return (
    // Its handlers do nothing: they remember where the focus is.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      className="ast-look"
      aria-labelledby={titleId}
      onFocus={({ currentTarget, target }) => {
        isInside.current = currentTarget.contains(target);
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        isInside.current = currentTarget.contains(relatedTarget);
      }}
    >
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
