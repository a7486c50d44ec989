import { BarsIcon } from '@patternfly/react-icons/dist/esm/icons/bars-icon';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useEffect, useId, useRef, useState } from 'react';
import { NavLink } from 'react-router';
import { useRights } from '#/api/session.ts';
import { paths } from '#/lib/paths.ts';
import { sectionsFor } from './sections.ts';
import './section-nav.css';

/** The sections of the console: a row of links, and a menu where there is no room for one. */
export function SectionNav() {
  const sections = sectionsFor(useRights());
  const [isOpen, setIsOpen] = useState(false);
  const nav = useRef<HTMLElement>(null);
  const toggle = useRef<HTMLButtonElement>(null);
  const listId = useId();

  useEffect(() => {
    if (!isOpen) return undefined;
    const onOutside = ({ target }: Event) => {
      if (target instanceof Node && nav.current?.contains(target) !== true) setIsOpen(false);
    };
    const onKey = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape') return;
      setIsOpen(false);
      toggle.current?.focus();
    };
    addEventListener('pointerdown', onOutside);
    addEventListener('focusin', onOutside);
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener('pointerdown', onOutside);
      removeEventListener('focusin', onOutside);
      removeEventListener('keydown', onKey);
    };
  }, [isOpen]);

  return (
    <nav ref={nav} aria-label="Sections" className="ast-nav">
      <Button
        ref={toggle}
        variant="plain"
        className="ast-nav-toggle"
        aria-label="Menu"
        aria-expanded={isOpen}
        aria-controls={listId}
        icon={<BarsIcon />}
        onClick={() => setIsOpen(!isOpen)}
      />
      <ul id={listId} className="ast-nav-list" data-open={isOpen}>
        {sections.map(({ name, path }) => (
          <li key={path}>
            <NavLink to={path} end={path === paths.overview()} onClick={() => setIsOpen(false)}>
              {name}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
