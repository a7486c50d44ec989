import { ALLOW_ANY, ALLOW_NONE, IP_ACL_MAX } from '@asterism/api-types/rules/access-lists';
import { ListField } from '#/form/list-field.tsx';

const HOST_LISTS = [
  { value: ALLOW_NONE, label: 'No host' },
  { value: ALLOW_ANY, label: 'Any host' },
];
const ADDRESS_LISTS = [
  { value: ALLOW_ANY, label: 'Any address' },
  { value: ALLOW_NONE, label: 'No address' },
];

/** Who may connect, and from where. */
export function AccessFields() {
  return (
    <>
      <ListField
        name="acl"
        label="Hosts (ACL)"
        entryName="host NQN"
        placeholder="nqn.2014-08.org.nvmexpress:uuid:…"
        helper="The NVMe qualified names of the hosts that may connect."
        isRequired
        wholeLists={HOST_LISTS}
      />
      <ListField
        name="IPAcl"
        label="Addresses (IP-ACL)"
        entryName="IP address"
        placeholder="192.0.2.10"
        helper={`From where hosts may connect, up to ${IP_ACL_MAX} addresses. A host must be in both lists.`}
        wholeLists={ADDRESS_LISTS}
      />
    </>
  );
}
