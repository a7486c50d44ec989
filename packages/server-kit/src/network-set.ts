import { BlockList, isIPv6 } from 'node:net';

/** Addresses and networks such as `10.0.0.0/8`; IPv4-mapped IPv6 addresses count as IPv4. */
export interface NetworkSet {
  has(address: string): boolean;
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIPv6(address) ? 'ipv6' : 'ipv4');

/** Each element must be an address or a network. */
export function createNetworkSet(texts: readonly string[]): NetworkSet {
  const list = new BlockList();
  for (const text of texts) {
    const [address = '', bits] = text.split('/');
    if (bits === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(bits), familyOf(address));
  }
  return { has: (address) => list.check(address, familyOf(address)) };
}
