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

/** Words that are not broken, unless one is longer than the line: options of a command stay whole. Lines stay lines. */
export const inWords = (text: string): ReactNode =>
  text.includes('\n')
    ? text
    : text.split(/( )/).map((part, place) =>
        part === ' ' ? (
          ' '
        ) : (
          // The words of a text have no other names than their places.
          // oxlint-disable-next-line react/no-array-index-key
          <span key={place} className="ast-word">
            {withBreaks(part)}
          </span>
        ),
      );
