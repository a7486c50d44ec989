import '@patternfly/react-styles/css/components/Card/card.css';
import { useId, type ReactNode } from 'react';
import { useAnchor } from './use-anchor.ts';

interface PanelProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Links or buttons at the end of the title line. */
  readonly actions?: ReactNode;
  /** The part of the page's address that leads to it: then it is scrolled to, and has the focus. */
  readonly anchor?: string;
}

/** A titled part of a page: PatternFly's card in plain elements. */
export function Panel({ title, children, actions, anchor }: PanelProps) {
  const id = useId();
  const ref = useAnchor<HTMLElement>(anchor);
  return (
    <section
      className="pf-v6-c-card pf-m-compact"
      aria-labelledby={id}
      {...(anchor === undefined ? {} : { id: anchor, ref, tabIndex: -1 })}
    >
      <div className="pf-v6-c-card__header">
        {actions === undefined ? null : (
          <div className="pf-v6-c-card__actions pf-m-no-offset">{actions}</div>
        )}
        <div className="pf-v6-c-card__header-main">
          <div className="pf-v6-c-card__title">
            <h2 id={id} className="pf-v6-c-card__title-text">
              {title}
            </h2>
          </div>
        </div>
      </div>
      <div className="pf-v6-c-card__body">{children}</div>
    </section>
  );
}
