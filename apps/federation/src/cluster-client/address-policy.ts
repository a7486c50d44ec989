import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

/** An inclusive range of TCP ports. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

export interface AddressPolicyOptions {
  /** CIDRs that cluster endpoints may lie in. Loopback is permitted only by a network that lies within it. */
  readonly networks: readonly string[];
  readonly ports: readonly PortRange[];
  /** Ports that this process itself listens on: never a cluster's. */
  readonly ownPorts?: () => readonly number[];
}

/** Whether a connection to a resolved IP address and port is permitted. */
export type AddressPolicy = (address: string, port: number) => boolean;

/**
 * What no configuration opens: no cluster lives there, but metadata services, multicast groups and disguises of other
 * addresses do.
 */
const NEVER = [
  '0.0.0.0/8',
  '169.254.0.0/16',
  '100.100.100.200/32',
  '192.0.0.192/32',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/128',
  'fe80::/10',
  'fec0::/10',
  'fd00:ec2::254/128',
  'ff00::/8',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '2001::/32',
  '2002::/16',
];
const LOOPBACK = ['127.0.0.0/8', '::1/128'];

interface Network {
  readonly address: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Reads a network in CIDR form, or a single address; undefined when it is neither. */
export function parseNetwork(text: string): Network | undefined {
  const [address = '', prefixText, ...rest] = text.trim().split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return undefined;
  const longest = version === 6 ? 128 : 32;
  if (prefixText !== undefined && !/^\d{1,3}$/.test(prefixText)) return undefined;
  const prefix = prefixText === undefined ? longest : Number(prefixText);
  return prefix > longest ? undefined : { address, prefix, family: familyOf(address) };
}

/** Reads a port or a range of ports such as `9000-9999`; undefined when it is neither. */
export function parsePortRange(text: string): PortRange | undefined {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text.trim());
  if (match === null) return undefined;
  const from = Number(match[1]);
  const to = Number(match[2] ?? match[1]);
  return from >= 1 && from <= to && to <= 65_535 ? { from, to } : undefined;
}

function listOf(networks: readonly Network[]): BlockList {
  const list = new BlockList();
  for (const { address, prefix, family } of networks) list.addSubnet(address, prefix, family);
  return list;
}

/** The networks and addresses as a list that an address can be held against; what is none is left out. */
export const networkList = (texts: readonly string[]): BlockList => listOf(parsed(texts));

export const isInNetworks = (list: BlockList, address: string): boolean =>
  list.check(address, familyOf(address));

const parsed = (networks: readonly string[]): Network[] =>
  networks.map(parseNetwork).filter((network) => network !== undefined);

const never = listOf(parsed(NEVER));
const loopback = listOf(parsed(LOOPBACK));
const LOOPBACK_PREFIX = { ipv4: 8, ipv6: 128 } as const;

/** Whether all of the network is loopback. */
const isWithinLoopback = ({ address, prefix, family }: Network): boolean =>
  loopback.check(address, family) && prefix >= LOOPBACK_PREFIX[family];

const isOurs = (address: string): boolean =>
  loopback.check(address, familyOf(address)) ||
  Object.values(networkInterfaces()).some((entries) =>
    entries?.some((entry) => entry.address === address),
  );

/** The policy that every resolved address is checked by before a connection. */
export function createAddressPolicy(options: AddressPolicyOptions): AddressPolicy {
  const networks = parsed(options.networks);
  const ordinary = listOf(networks.filter((network) => !isWithinLoopback(network)));
  const ownHost = listOf(networks.filter(isWithinLoopback));

  return (address, port) => {
    if (isIP(address) === 0) return false;
    const family = familyOf(address);
    if (!options.ports.some(({ from, to }) => port >= from && port <= to)) return false;
    if (never.check(address, family)) return false;
    const allowed = loopback.check(address, family) ? ownHost : ordinary;
    if (!allowed.check(address, family)) return false;
    return !(options.ownPorts?.().includes(port) === true && isOurs(address));
  };
}
