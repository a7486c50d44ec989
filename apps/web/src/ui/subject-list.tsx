import type { ReactNode } from 'react';
import './subject-list.css';

/** One of the things that a dialog acts on. */
export interface Subject {
  readonly id: string;
  readonly name: ReactNode;
  /** What tells it from others of its name: where it is, or since when. */
  readonly detail: ReactNode;
}

interface SubjectListProps {
  readonly label: string;
  readonly subjects: readonly Subject[];
}

/** All that a dialog acts on, each by its full name, however many there are. */
export function SubjectList({ label, subjects }: SubjectListProps) {
  return (
    <section
      className="ast-subject-list"
      // A region that scrolls must be reachable by keyboard (WCAG 2.1.1).
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-label={label}
    >
      <ul className="ast-plain-list">
        {subjects.map(({ id, name, detail }) => (
          <li key={id}>
            <strong>{name}</strong>
            <div className="ast-quiet">{detail}</div>
          </li>
        ))}
      </ul>
    </section>
  );
}
