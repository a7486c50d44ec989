import {
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from '@patternfly/react-core/dist/esm/components/DescriptionList';
import type { ReactNode } from 'react';

/** A name and its value; `undefined` shows a dash. */
export type Property = readonly [name: string, value: ReactNode];

/** The properties of a thing, as names and values. */
export function PropertyList({ properties }: { readonly properties: readonly Property[] }) {
  return (
    <DescriptionList isHorizontal isCompact termWidth="min(11rem, 38%)">
      {properties.map(([name, value]) => (
        <DescriptionListGroup key={name}>
          <DescriptionListTerm>{name}</DescriptionListTerm>
          <DescriptionListDescription>
            {value === undefined || value === '' ? <span className="ast-quiet">–</span> : value}
          </DescriptionListDescription>
        </DescriptionListGroup>
      ))}
    </DescriptionList>
  );
}
