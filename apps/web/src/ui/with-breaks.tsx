import { Fragment, type ReactNode } from 'react';

/** Text that may be broken after its colons, before it is broken anywhere: fingerprints and NQNs stay readable. */
export const withBreaks = (text: string): ReactNode =>
  text.split(/(?<=:)/).map((part, place) => (
    // Parts have no state, and equal ones differ only by their place.
    // oxlint-disable-next-line react/no-array-index-key
    <Fragment key={place}>
      {part}
      <wbr />
    </Fragment>
  ));

/** Text that breaks between words only, unless a word is longer than the line: options of a command stay whole. */
export const inWords = (text: string): ReactNode =>
  text.includes('\n')
    ? text
    : text.split(/( )/).map((part, place) =>
        part === ' ' ? (
          ' '
        ) : (
          // Words have no key but their place.
          // oxlint-disable-next-line react/no-array-index-key
          <span key={place} className="ast-word">
            {withBreaks(part)}
          </span>
        ),
      );
