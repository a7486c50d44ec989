import { Fragment } from 'react';
import { Link } from 'react-router';

interface LinksInLineProps {
  /** Without an address it is no link: whoever looks has no page of it. */
  readonly names: readonly { readonly name: string; readonly to?: string | undefined }[];
}

/** Names in a sentence, each with a link to its page. */
export const LinksInLine = ({ names }: LinksInLineProps) =>
  names.map(({ name, to }, at) => (
    <Fragment key={name}>
      {at === 0 ? '' : ', '}
      {to === undefined ? name : <Link to={to}>{name}</Link>}
    </Fragment>
  ));
