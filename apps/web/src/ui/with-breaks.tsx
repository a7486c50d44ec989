import { Fragment, type ReactNode } from 'react';

/** Text that may be broken after its colons, before it is broken anywhere: fingerprints and NQNs stay readable. */
export const withBreaks = (text: string): ReactNode =>
  text.split(/(?<=:)/).map((part, place) => (
    // A part has no state, and nothing else tells equal ones apart.
    // oxlint-disable-next-line react/no-array-index-key
    <Fragment key={place}>
      {part}
      <wbr />
    </Fragment>
  ));
