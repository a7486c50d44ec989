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

/** A command that is broken between its words, and within one only when it is longer than the line. Lines stay lines. */
export const inWords = (command: string): ReactNode =>
  command.includes('\n')
    ? command
    : command.split(/(?<= )/).map((word, place) => (
        // As above.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={place} className="ast-word">
          {withBreaks(word)}
        </span>
      ));
