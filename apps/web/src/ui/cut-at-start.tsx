import type { ReactNode } from 'react';
import './cut-at-start.css';

/** Keeps the end of a text that has no room: that of names such as NQNs, which all begin alike. */
export const CutAtStart = ({ children }: { readonly children: ReactNode }) => (
  <span className="ast-cut-at-start">
    <bdi dir="ltr">{children}</bdi>
  </span>
);
