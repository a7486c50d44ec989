import '@patternfly/react-styles/css/components/MenuToggle/menu-toggle.css';
import { RhMicronsCaretDownFillIcon } from '@patternfly/react-icons/dist/esm/icons/rh-microns-caret-down-fill-icon';
import { Suspense, useRef, useState, type ReactNode } from 'react';
import { lazyPart } from '#/lib/lazy-part.ts';
import type { MenuContent } from './open-menu.tsx';

const load = () => import('./open-menu.tsx');
const OpenMenu = lazyPart(load, ({ OpenMenu }) => OpenMenu);

/** Loads the menu when somebody is about to open it. Where that fails, opening it tries again and says so. */
const loadSoon = (): void => void load().catch(() => undefined);

const VARIANTS = { default: '', plain: 'pf-m-plain', plainText: 'pf-m-plain' } as const;

interface MenuButtonProps {
  readonly menu: MenuContent;
  /** Of a button that shows an icon alone. */
  readonly label?: string;
  readonly title?: string;
  readonly variant?: keyof typeof VARIANTS;
  readonly icon?: ReactNode;
  readonly badge?: ReactNode;
  readonly className?: string;
  readonly children?: ReactNode;
}

/**
 * A button with a menu: PatternFly's toggle in plain elements. Menus and what places them are loaded when the first of
 * them is opened.
 */
export function MenuButton(props: MenuButtonProps) {
  const { menu, label, title, variant = 'default', icon, badge, className = '', children } = props;
  const [isOpen, setIsOpen] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);
  const classes = [
    'pf-v6-c-menu-toggle',
    isOpen ? 'pf-m-expanded' : '',
    VARIANTS[variant],
    className,
  ];
  return (
    <>
      <button
        ref={toggle}
        type="button"
        className={classes.filter((name) => name !== '').join(' ')}
        aria-label={label}
        aria-expanded={isOpen}
        title={title}
        onPointerEnter={loadSoon}
        onFocus={loadSoon}
        onClick={() => setIsOpen(!isOpen)}
      >
        {icon === undefined ? null : <span className="pf-v6-c-menu-toggle__icon">{icon}</span>}
        {children === undefined ? null : (
          <span className="pf-v6-c-menu-toggle__text">{children}</span>
        )}
        {badge === undefined ? null : <span className="pf-v6-c-menu-toggle__count">{badge}</span>}
        {variant === 'plain' ? null : (
          <span className="pf-v6-c-menu-toggle__controls">
            <span className="pf-v6-c-menu-toggle__toggle-icon">
              <RhMicronsCaretDownFillIcon />
            </span>
          </span>
        )}
      </button>
      {isOpen ? (
        <Suspense>
          <OpenMenu {...menu} toggle={toggle} onClose={() => setIsOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
