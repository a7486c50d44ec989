import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { ALLOW_ANY, ALLOW_NONE } from '@asterism/api-types/rules/access-lists';
import type { ReactNode } from 'react';
import { CopyText } from '#/ui/copy-text.tsx';
import { Panel } from '#/ui/panel.tsx';
import { PropertyList } from '#/ui/property-list.tsx';

interface AccessListProps {
  readonly values: readonly string[];
  readonly anyone: ReactNode;
  readonly none: ReactNode;
}

function AccessList({ values, anyone, none }: AccessListProps) {
  if (values.includes(ALLOW_ANY)) return anyone;
  if (values.length === 0 || values.includes(ALLOW_NONE)) return none;
  return (
    <ul className="ast-plain-list ast-codes">
      {values.map((value) => (
        <li key={value}>
          <CopyText text={value} what={value} />
        </li>
      ))}
    </ul>
  );
}

/** Who may connect to a volume, from where, and who is connected. */
export function VolumeAccess({ volume }: { readonly volume: Volume }) {
  return (
    <Panel title="Access">
      <PropertyList
        properties={[
          [
            'Hosts (ACL)',
            <AccessList
              key="acl"
              values={volume.acl.values}
              anyone="Any host"
              none="No host: nobody can connect"
            />,
          ],
          [
            'Addresses (IP-ACL)',
            <AccessList
              key="ip-acl"
              values={volume.IPAcl.values}
              anyone="Any address"
              none="No address: nobody can connect"
            />,
          ],
          [
            'Connected hosts',
            <AccessList key="hosts" values={volume.connectedHosts} anyone="" none="None now" />,
          ],
        ]}
      />
    </Panel>
  );
}
