import { err, ok, type Result } from '../common/result.ts';
import { isIpAddress } from './access-lists.ts';
import { allowed, refused, type Rule } from './verdict.ts';

export interface Endpoint {
  /** Host name, IPv4 address, or IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
}

const SHAPE = 'must be of the form <host>:<port>, for example 10.0.0.1:443';
const LABEL = /^[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$/;

function isHostName(host: string): boolean {
  const labels = host.split('.');
  const last = labels.at(-1) ?? '';
  // A last label of digits only would make resolvers read the whole as a number: an address in disguise.
  return (
    host.length <= 253 &&
    labels.every((label) => LABEL.test(label)) &&
    !/^(\d+|0x[0-9a-f]*)$/i.test(last)
  );
}

/**
 * A cluster's management API endpoint, `<host>:<port>` (reference: Attach Cluster Request).
 * Only the form is judged: no name is resolved.
 */
export function parseEndpoint(text: string): Result<Endpoint, string> {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]\s]+)):([1-9]\d{0,4})$/.exec(text);
  if (match === null) return err(SHAPE);
  const [, v6, name, portText] = match;
  const port = Number(portText);
  if (port > 65_535) return err('must have a port between 1 and 65535');
  const host = v6 ?? name ?? '';
  const valid = v6 === undefined ? isIpAddress(host) || isHostName(host) : isIpAddress(host);
  return valid ? ok({ host, port }) : err(SHAPE);
}

/** An endpoint written as `<host>:<port>`. */
export const formatEndpoint = ({ host, port }: Endpoint): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

/** {@link parseEndpoint} as a rule. */
export const endpointRule: Rule<string> = (text) => {
  const endpoint = parseEndpoint(text);
  return endpoint.ok ? allowed : refused(endpoint.error);
};

/** A certificate's SHA-256 fingerprint: 32 pairs of upper-case hexadecimal digits with colons between them. */
export const fingerprintRule: Rule<string> = (text) =>
  /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/.test(text)
    ? allowed
    : refused('must be a SHA-256 fingerprint: 32 pairs of hexadecimal digits joined by colons');
