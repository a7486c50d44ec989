import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { ALLOW_ANY } from '@asterism/api-types/rules/access-lists';
import { Bytes } from '#/ui/bytes.tsx';
import { PROTECTION_APPEARANCE } from '#/domain/volume-state.tsx';

/** What is lost when a volume is deleted, and who will notice. */
export function DeleteLosses({ volume }: { readonly volume: Volume }) {
  const { connectedHosts, acl, statistics, protectionState, projectName, size } = volume;
  return (
    <>
      <p>
        All data on it will be lost for good: <Bytes value={statistics.logicalUsedStorage} /> used
        of <Bytes value={size} />, in project {projectName}.
      </p>
      <ul className="ast-list">
        {connectedHosts.length > 0 ? (
          <li>
            <strong>
              {connectedHosts.length === 1
                ? 'A host is connected and will lose its disk:'
                : `${connectedHosts.length} hosts are connected and will lose their disk:`}
            </strong>
            <ul className="ast-plain-list ast-codes">
              {connectedHosts.map((host) => (
                <li key={host}>
                  <code>{host}</code>
                </li>
              ))}
            </ul>
          </li>
        ) : (
          <li>No host is connected now.</li>
        )}
        {acl.values.includes(ALLOW_ANY) ? <li>Any host may connect to it.</li> : null}
        <li>Protection: {PROTECTION_APPEARANCE[protectionState].text.toLowerCase()}.</li>
      </ul>
    </>
  );
}
