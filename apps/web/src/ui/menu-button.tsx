import { MenuToggle } from '@patternfly/react-core/dist/esm/components/MenuToggle';
import { lazy, Suspense, useRef, useState, type ReactNode } from 'react';
import { loadChunk } from '#/lib/load-chunk.ts';
import type { MenuContent } from './open-menu.tsx';

const load = () => import('./open-menu.tsx');
const OpenMenu = lazy(() => loadChunk(load).then(({ OpenMenu }) => ({ default: OpenMenu })));

/** Loads the menu when somebody is about to open it. Where that fails, opening it tries again and says so. */
const loadSoon = (): void => void load().catch(() => undefined);

interface MenuButtonProps {
  readonly menu: MenuContent;
  /** Of a button that shows an icon alone. */
  readonly label?: string;
  readonly title?: string;
  readonly variant?: 'plain' | 'plainText' | 'default';
  readonly icon?: ReactNode;
  readonly badge?: ReactNode;
  readonly className?: string;
  readonly children?: ReactNode;
}

/** A button with a menu. Menus and what places them are loaded when the first of them is opened. */
export function MenuButton({ menu, label, children, ...toggleProps }: MenuButtonProps) {
  const [isOpen, setIsOpen] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);
  return (
    <>
      <MenuToggle
        {...toggleProps}
        ref={toggle}
        {...(label === undefined ? {} : { 'aria-label': label })}
        isExpanded={isOpen}
        onPointerEnter={loadSoon}
        onFocus={loadSoon}
        onClick={() => setIsOpen(!isOpen)}
      >
        {children}
      </MenuToggle>
      {isOpen ? (
        <Suspense>
          <OpenMenu {...menu} toggle={toggle} onClose={() => setIsOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
