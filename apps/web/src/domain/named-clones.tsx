import type { VolumeDependents } from '@asterism/api-types/fleet-api/volume-dependents';
import { Fragment, type ComponentType, type ReactNode } from 'react';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';

/** So many clones are named. */
const NAMED_MAX = 5;

interface NamedClonesProps {
  readonly clones: NonNullable<VolumeDependents['clones']>;
  /** How a name leads to its volume: in place of the page, or beside it. */
  readonly link: ComponentType<{ readonly to: string; readonly children: ReactNode }>;
}

/** The first clones by name, and how many others there are, as the end of a sentence. */
export function NamedClones({ clones: { total, named }, link: NameLink }: NamedClonesProps) {
  const shown = named.slice(0, NAMED_MAX);
  const others = total - shown.length;
  return (
    <>
      {shown.map(({ UUID, name }, at) => (
        <Fragment key={UUID}>
          {at === 0 ? '' : ', '}
          <NameLink to={paths.volume(UUID)}>{name || UUID}</NameLink>
        </Fragment>
      ))}
      {others === 0 ? '.' : ` and ${formatCount(others)} more.`}
    </>
  );
}
