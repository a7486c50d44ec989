import { err, ok, type Result } from '../common/result.ts';
import { isIpAddress } from './access-lists.ts';
import { allowed, refused, type Rule } from './verdict.ts';

export interface Endpoint {
  /** Host name, IPv4 address, or IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
}

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

/** What surrounds host and port in a URL, and does not belong to an endpoint. Only what holds no secret is quoted. */
function surroundings(text: string): string[] {
  if (text.includes('@')) return ['a user name or password'];
  const [, scheme, path = '', query] =
    /^([a-z][a-z0-9+.-]*:\/\/)?[^/?#]*(\/[^?#]*)?([?#].*)?$/is.exec(text) ?? [];
  return [
    scheme === undefined ? undefined : JSON.stringify(scheme),
    path === '' ? undefined : JSON.stringify(path),
    query === undefined ? undefined : 'a query',
  ].filter((part) => part !== undefined);
}

function hostFault(host: string): string | undefined {
  if (host === '') return 'must begin with a host name or an IP address';
  if (isIpAddress(host) || isHostName(host)) return undefined;
  return `has a host that is neither a name nor an IP address: ${JSON.stringify(host)}`;
}

function portFault(port: string): string | undefined {
  if (port === '') return 'must end with a port, for example ":443"';
  if (/^[1-9]\d{0,4}$/.test(port) && Number(port) <= 65_535) return undefined;
  return `must have a port between 1 and 65535, not ${JSON.stringify(port)}`;
}

/** Which part of a text keeps it from being an endpoint; undefined when it is one. */
function faultOf(text: string): string | undefined {
  if (text.trim() === '') return 'must be <host>:<port>, for example 10.0.0.1:443';
  if (text.trim() !== text) return 'must be <host>:<port>, without blanks around it';
  if (/[\s,;]/.test(text)) return 'must be one <host>:<port>, without blanks or commas in it';
  const extra = surroundings(text);
  if (extra.length > 0) return `must be <host>:<port>, without ${extra.join(' and ')}`;
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(text);
  if (bracketed !== null) {
    const [, host = '', port = ''] = bracketed;
    if (!host.includes(':') || !isIpAddress(host)) {
      return `has no IPv6 address in its brackets: ${JSON.stringify(host)}`;
    }
    return portFault(port);
  }
  const [host = '', port = '', ...more] = text.split(':');
  if (more.length > 0) return 'must have an IPv6 address in brackets, as in [2001:db8::1]:443';
  return hostFault(host) ?? portFault(port);
}

/**
 * A cluster's management API endpoint, `<host>:<port>` (reference: Attach Cluster Request); the error says which part is
 * wrong. Only the form is judged: no name is resolved.
 */
export function parseEndpoint(text: string): Result<Endpoint, string> {
  const fault = faultOf(text);
  if (fault !== undefined) return err(fault);
  const colon = text.lastIndexOf(':');
  const host = text.slice(0, colon).replaceAll(/[[\]]/g, '');
  return ok({ host, port: Number(text.slice(colon + 1)) });
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
