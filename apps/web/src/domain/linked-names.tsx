import { Fragment } from 'react';
import { RowLink } from '#/table/row-link.tsx';

interface LinkedName {
  readonly name: string;
  /** Without one it is no link: whoever looks has no page of it. */
  readonly to?: string | undefined;
}

/** So many names are shown; the others are counted, and named on hover. */
const SHOWN_MAX = 2;

/** Some names in a cell, each with a link to its page. */
export function LinkedNames({ names }: { readonly names: readonly LinkedName[] }) {
  const shown = names.slice(0, SHOWN_MAX);
  const others = names.slice(SHOWN_MAX);
  return (
    <>
      {shown.map(({ name, to }, at) => (
        <Fragment key={name}>
          {at === 0 ? '' : ', '}
          {to === undefined ? name : <RowLink to={to}>{name}</RowLink>}
        </Fragment>
      ))}
      {others.length === 0 ? null : (
        <span className="ast-quiet" title={others.map(({ name }) => name).join('\n')}>
          {` +${others.length}`}
        </span>
      )}
    </>
  );
}
